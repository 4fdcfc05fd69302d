import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { emitAll } from "./emit";

const HEADERS = [
  "libvirt-common.h.in",
  "libvirt-host.h",
  "libvirt-domain.h",
  "libvirt-domain-checkpoint.h",
  "libvirt-domain-snapshot.h",
  "libvirt-event.h",
  "libvirt-interface.h",
  "libvirt-network.h",
  "libvirt-nodedev.h",
  "libvirt-nwfilter.h",
  "libvirt-secret.h",
  "libvirt-storage.h",
  "libvirt-stream.h",
  "libvirt-qemu.h",
  "virterror.h",
].map((name) => join("include/libvirt", name));

async function main(): Promise<void> {
  const root = process.env.LIBVIRT_SOURCE;
  if (!root) throw new Error("set LIBVIRT_SOURCE to an unpacked libvirt source tree");
  const text = (path: string) => readFile(join(root, path), "utf8");
  const version = /^\s*version: '([\d.]+)'/m.exec(await text("meson.build"))?.[1];
  if (!version) throw new Error("meson.build names no version");
  const files = emitAll({
    version,
    // The driver features that CONNECT_SUPPORTS_FEATURE asks about are in no public header.
    headers: await Promise.all([...HEADERS, "src/libvirt_internal.h"].map(text)),
    net: await text("src/rpc/virnetprotocol.x"),
    remote: await text("src/remote/remote_protocol.x"),
    qemu: await text("src/remote/qemu_protocol.x"),
  });
  const target = fileURLToPath(new URL("../protocol/", import.meta.url));
  for (const [name, body] of files) await writeFile(join(target, name), body);
  console.log(`${files.size} files for libvirt ${version}`);
}

await main();
