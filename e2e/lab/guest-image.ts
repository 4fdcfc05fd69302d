import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ArchiveEntry, cpioArchive } from "./cpio-archive";
import { LabError } from "./errors";
import { guestFiles, guestModules } from "./linux-guest";
import type { LabPlace } from "./names";
import { run } from "./run";

const metaPackage = "linux-image-cloud-amd64";

/**
 * Sees to it that the cache's boot directory holds vmlinuz and initrd, which every host mounts. The
 * kernel is Debian's, downloaded and unpacked but never installed; a later lab finds it there.
 */
export async function makeGuestImage(place: LabPlace): Promise<void> {
  const boot = join(place.cacheDirectory, "boot");
  const kernelTree = join(place.cacheDirectory, "kernel");
  await mkdir(boot, { recursive: true, mode: 0o755 });
  const kernel = (await findKernel(kernelTree)) ?? (await downloadKernel(place, kernelTree));
  const archive = cpioArchive([...guestFiles, ...(await busyboxAndModules(kernelTree))]);
  const stamp = createHash("sha256").update(archive).update(kernel).digest("hex");
  const stampPath = join(boot, "stamp");
  if ((await readFile(stampPath, "utf8").catch(() => "")) === stamp) return;
  await replaceFile(join(boot, "vmlinuz"), await readFile(join(kernelTree, "boot", kernel)));
  await replaceFile(join(boot, "initrd"), archive);
  await replaceFile(stampPath, stamp);
}

async function findKernel(tree: string): Promise<string | undefined> {
  const names = await readdir(join(tree, "boot")).catch(() => []);
  return names.find((name) => name.startsWith("vmlinuz-"));
}

async function downloadKernel(place: LabPlace, tree: string): Promise<string> {
  const depends = await run(["apt-cache", "depends", metaPackage]);
  const name = depends.match(/Depends: (linux-image-\S+)/)?.[1];
  if (name === undefined) {
    const why = `apt knows no ${metaPackage}; its lists are missing or old: apt-get update`;
    throw new LabError("packages-missing", why);
  }
  const work = join(place.cacheDirectory, `kernel.${process.pid}`);
  await mkdir(work, { recursive: true });
  try {
    await run(["apt-get", "download", name], { cwd: work, timeoutMs: 300_000 });
    const packageFile = (await readdir(work)).find((file) => file.endsWith(".deb"));
    if (packageFile === undefined) {
      throw new LabError("command-failed", `apt-get download ${name} left no package`);
    }
    await run(["dpkg", "-x", join(work, packageFile), join(work, "tree")]);
    await rm(tree, { recursive: true, force: true });
    await rename(join(work, "tree"), tree);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const kernel = await findKernel(tree);
  if (kernel === undefined) throw new LabError("command-failed", `no kernel in ${name}`);
  return kernel;
}

async function busyboxAndModules(tree: string): Promise<ArchiveEntry[]> {
  const files = await readdir(join(tree, "lib/modules"), { recursive: true });
  const modules = guestModules.flatMap((name) => {
    const path = files.find((file) => file.endsWith(`/${name}.ko`));
    return path === undefined ? [] : [{ name, path: join(tree, "lib/modules", path) }];
  });
  const order = modules.map(({ name }) => `${name}\n`).join("");
  return [
    file("bin/busybox", await readFile("/bin/busybox")),
    file("lib/modules/order", Buffer.from(order)),
    ...(await Promise.all(
      modules.map(async ({ name, path }) => file(`lib/modules/${name}.ko`, await readFile(path))),
    )),
  ];
}

function file(path: string, content: Buffer): ArchiveEntry {
  return { kind: "file", path, content, mode: 0o755 };
}

/** Other labs may be starting guests from the file: it is replaced, never rewritten. */
async function replaceFile(path: string, content: Buffer | string): Promise<void> {
  const fresh = `${path}.${process.pid}`;
  await writeFile(fresh, content, { mode: 0o644 });
  await rename(fresh, path);
}
