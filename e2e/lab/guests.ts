import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type BootSectorOptions, bootSector, counterAddress, ticksPerSecond } from "./boot-sector";
import { LabError } from "./errors";
import { defaultMemoryMib, type GuestSpec, guestXml } from "./guest-xml";
import type { LabHost } from "./host";
import { linuxCommandLine } from "./linux-guest";
import { bootDirectory, localDirectory, sharedDirectory } from "./names";

const tinyDiskBytes = 1024 * 1024;

/** Makes the guest's disk and defines it on `host`. Gives its UUID. */
export async function defineGuest(host: LabHost, spec: GuestSpec): Promise<string> {
  const directory = spec.storage === "local" ? localDirectory : sharedDirectory;
  const diskPath = join(directory, `${spec.name.replace(/[^a-z0-9.-]+/gi, "_")}.qcow2`);
  await makeDisk(host, spec, diskPath);
  const uuid = randomUUID();
  const commandLine = spec.kind === "linux" ? { commandLine: linuxCommandLine(spec) } : {};
  const xml = guestXml({ spec, uuid, diskPath, bootDirectory, ...commandLine });
  await withFile(host, xml, (path) => host.virsh(["define", path]));
  if (spec.autostart === true) await host.virsh(["autostart", uuid]);
  return uuid;
}

async function makeDisk(host: LabHost, spec: GuestSpec, diskPath: string): Promise<void> {
  if (spec.kind === "linux") {
    await host.exec(["qemu-img", "create", "-q", "-f", "qcow2", diskPath, "256M"]);
    return;
  }
  const sector = bootSector(bootSectorOptions(spec));
  // A BIOS reads no disk that is smaller than one of its tracks.
  const content = Buffer.concat([sector, Buffer.alloc(tinyDiskBytes - sector.length)]);
  await withFile(host, content, (raw) =>
    host.exec(["qemu-img", "convert", "-q", "-f", "raw", "-O", "qcow2", raw, diskPath]),
  );
}

/** Lays a file into the host for as long as `use` takes. */
async function withFile<T>(
  host: LabHost,
  content: string | Buffer,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const path = `/var/tmp/${randomUUID()}`;
  await host.exec(["tee", path], { input: content });
  try {
    return await use(path);
  } finally {
    await host.exec(["rm", path]);
  }
}

export function bootSectorOptions(spec: GuestSpec): BootSectorOptions {
  const pagesPerMib = 256;
  const memoryMib = spec.memoryMib ?? defaultMemoryMib.tiny;
  const pagesPerTick = ((spec.dirtyMibPerSecond ?? 0) * pagesPerMib) / ticksPerSecond;
  return {
    pagesPerTick: Math.ceil(pagesPerTick),
    // The BIOS keeps its tables in the last pages below the end of memory.
    limitBytes: (memoryMib - 4) * 1024 * 1024,
    deaf: spec.deaf ?? false,
    banner: `${spec.name.replace(/[^ -~]/g, "?").slice(0, 60)}\r> `,
  };
}

/** The counter of a tiny guest, which only goes on while the guest executes. */
export async function readCounter(host: LabHost, guest: string): Promise<number> {
  const ask = `xp /1wx ${counterAddress}`;
  const answer = await host.virsh(["qemu-monitor-command", "--hmp", guest, ask]);
  const digits = answer.match(/: 0x([0-9a-f]+)/)?.[1];
  if (digits === undefined) throw new LabError("command-failed", `no counter in: ${answer}`);
  return Number.parseInt(digits, 16);
}
