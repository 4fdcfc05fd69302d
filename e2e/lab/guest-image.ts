import { createHash } from "node:crypto";
import { access, mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ArchiveEntry, cpioArchive } from "./cpio-archive";
import { dependencyOf, unpackPackage } from "./debian-package";
import { LabError } from "./errors";
import { guestFiles, guestModules } from "./linux-guest";
import type { LabPlace } from "./names";
import { run } from "./run";

/**
 * Sees to it that the cache's boot directory holds vmlinuz and initrd, which every host mounts. The
 * kernel and the guest agent are Debian's, downloaded and unpacked but never installed; a later lab
 * finds them there.
 */
export async function makeGuestImage(place: LabPlace): Promise<void> {
  const boot = join(place.cacheDirectory, "boot");
  const kernelTree = join(place.cacheDirectory, "kernel");
  const agentTree = join(place.cacheDirectory, "guest-agent");
  await mkdir(boot, { recursive: true, mode: 0o755 });
  const kernel = (await findKernel(kernelTree)) ?? (await downloadKernel(kernelTree));
  const agent = join(agentTree, "usr/sbin/qemu-ga");
  await access(agent).catch(() => unpackPackage("qemu-guest-agent", agentTree));
  const archive = cpioArchive([
    ...guestFiles,
    await file("bin/busybox", "/bin/busybox"),
    ...(await modules(kernelTree)),
    ...(await programWithLibraries("bin/qemu-ga", agent)),
  ]);
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

async function downloadKernel(tree: string): Promise<string> {
  const name = await dependencyOf("linux-image-cloud-amd64", /Depends: (linux-image-\S+)/);
  await unpackPackage(name, tree);
  const kernel = await findKernel(tree);
  if (kernel === undefined) throw new LabError("command-failed", `no kernel in ${name}`);
  return kernel;
}

async function modules(kernelTree: string): Promise<ArchiveEntry[]> {
  const root = join(kernelTree, "lib/modules");
  const files = await readdir(root, { recursive: true });
  const found = guestModules.flatMap((name) => {
    const path = files.find((candidate) => candidate.endsWith(`/${name}.ko`));
    return path === undefined ? [] : [{ name, path: join(root, path) }];
  });
  const order = Buffer.from(found.map(({ name }) => `${name}\n`).join(""));
  return [
    { kind: "file", path: "lib/modules/order", content: order, mode: 0o644 },
    ...(await Promise.all(found.map(({ name, path }) => file(`lib/modules/${name}.ko`, path)))),
  ];
}

/** A dynamically linked program with what it needs, each library where the loader looks for it. */
async function programWithLibraries(path: string, source: string): Promise<ArchiveEntry[]> {
  const listing = await run(["ldd", source]);
  if (listing.includes("not found")) {
    throw new LabError("command-failed", `libraries of ${source} are missing: ${listing.trim()}`);
  }
  const libraries = [...listing.matchAll(/(\/\S+) \(0x/g)].flatMap((match) => match[1] ?? []);
  const directories = new Set(
    libraries.flatMap((library) => {
      const parts = library.split("/").slice(1, -1);
      return parts.map((_, depth) => parts.slice(0, depth + 1).join("/"));
    }),
  );
  return [
    ...[...directories].map((directory) => ({ kind: "directory", path: directory }) as const),
    await file(path, source),
    ...(await Promise.all(libraries.map((library) => file(library.slice(1), library)))),
  ];
}

async function file(path: string, source: string): Promise<ArchiveEntry> {
  return { kind: "file", path, content: await readFile(source), mode: 0o755 };
}

/** Other labs may be starting guests from the file: it is replaced, never rewritten. */
async function replaceFile(path: string, content: Buffer | string): Promise<void> {
  const fresh = `${path}.${process.pid}`;
  await writeFile(fresh, content, { mode: 0o644 });
  await rename(fresh, path);
}
