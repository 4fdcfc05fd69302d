import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { LabError } from "./errors";
import { run } from "./run";

const downloadTimeoutMs = 300_000;

/** The package that a meta-package stands for, as "linux-image-6.1.0-56-cloud-amd64". */
export async function dependencyOf(metaPackage: string, pattern: RegExp): Promise<string> {
  const name = (await run(["apt-cache", "depends", metaPackage])).match(pattern)?.[1];
  if (name !== undefined) return name;
  const why = `apt knows no ${metaPackage}; its lists are missing or old: apt-get update`;
  throw new LabError("packages-missing", why);
}

/** Downloads a Debian package and unpacks its files into `tree`, without installing it. */
export async function unpackPackage(name: string, tree: string): Promise<void> {
  const work = `${tree}.${process.pid}`;
  await mkdir(work, { recursive: true });
  try {
    await run(["apt-get", "download", name], { cwd: work, timeoutMs: downloadTimeoutMs });
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
}
