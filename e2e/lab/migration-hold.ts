import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LabHost } from "./host";

const holdFile = "/run/flotilla-lab-hold";

/** libvirt runs it in a migration's Prepare phase on the destination, and waits for its end. */
const hook = `#!/bin/sh
[ "$2" = migrate ] || exit 0
touch ${holdFile}.reached
while [ -e ${holdFile} ]; do sleep 0.1; done
`;

/** Holds migrations to `host` in Prepare; gives the function that lets them go on. */
export async function holdMigrations(
  host: LabHost,
  restartLibvirtd: () => Promise<void>,
): Promise<() => Promise<unknown>> {
  const directory = join(host.paths.tree, "etc/libvirt/hooks");
  const path = join(directory, "qemu");
  await mkdir(directory, { recursive: true });
  if ((await readFile(path, "utf8").catch(() => "")) !== hook) {
    await writeFile(path, hook);
    await chmod(path, 0o755);
    await restartLibvirtd();
  }
  await host.exec(["touch", holdFile]);
  return () => host.exec(["rm", "-f", holdFile, `${holdFile}.reached`]);
}

/** Whether a migration to the host is being held now. */
export async function migrationIsHeld(host: LabHost): Promise<boolean> {
  return (await host.attempt(["test", "-e", `${holdFile}.reached`])).code === 0;
}
