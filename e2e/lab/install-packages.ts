import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LabError } from "./errors";
import { installLine, missingPackages } from "./packages";
import { run } from "./run";

const policyPath = "/usr/sbin/policy-rc.d";
const installTimeoutMs = 20 * 60_000;

/**
 * Installs what is missing; gives what was. Their services are kept from starting meanwhile: a test
 * machine must not end up with a system-wide libvirtd, sshd and glusterd by running the tests.
 */
export async function installPackages(): Promise<string[]> {
  const missing = await missingPackages();
  if (missing.length === 0) return [];
  if (process.getuid?.() !== 0) {
    throw new LabError("not-root", `packages are missing; run: ${installLine(missing)}`);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, timeoutMs: installTimeoutMs };
  await withoutServiceStarts(async () => {
    await run(["apt-get", "update"], options);
    await run(["apt-get", "install", "--no-install-recommends", "-y", ...missing], options);
  });
  const left = await missingPackages();
  if (left.length > 0) throw new LabError("packages-missing", `still missing: ${left.join(", ")}`);
  return missing;
}

/** Debian's maintainer scripts ask policy-rc.d before they start a service; 101 means no. */
async function withoutServiceStarts(work: () => Promise<void>): Promise<void> {
  const before = await readFile(policyPath).catch(() => undefined);
  const mode = before === undefined ? 0o755 : (await stat(policyPath)).mode & 0o7777;
  const kept = await mkdtemp(join(tmpdir(), "flotilla-policy-"));
  if (before !== undefined) await writeFile(join(kept, "policy-rc.d"), before, { mode });
  await writeFile(policyPath, "#!/bin/sh\nexit 101\n");
  await chmod(policyPath, 0o755);
  try {
    await work();
  } finally {
    if (before === undefined) {
      await rm(policyPath, { force: true });
    } else {
      await writeFile(policyPath, before);
      await chmod(policyPath, mode);
    }
    // Only now: until here the copy is what a person needs should this process be killed.
    await rm(kept, { recursive: true, force: true });
  }
}
