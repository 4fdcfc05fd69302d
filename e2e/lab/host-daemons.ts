import { access, readFile, rm } from "node:fs/promises";
import { LabError } from "./errors";
import type { LabPlace } from "./names";
import { attemptInside, runInside } from "./namespace";
import type { Argv } from "./run";
import type { Resident } from "./state";
import { waitUntil } from "./wait-until";

/** The daemons of a host, each with its pid file as the host sees it. */
const daemons = {
  virtlogd: {
    pidFile: "/run/virtlogd.pid",
    argv: ["virtlogd", "-d", "-p", "/run/virtlogd.pid"],
  },
  libvirtd: {
    pidFile: "/run/libvirtd.pid",
    argv: ["libvirtd", "-d", "-l", "-p", "/run/libvirtd.pid"],
  },
  sshd: {
    pidFile: "/run/sshd.pid",
    argv: ["/usr/sbin/sshd", "-E", "/var/log/sshd.log"],
  },
} as const satisfies Record<string, { pidFile: string; argv: Argv }>;

export type DaemonName = keyof typeof daemons;

type SignalName = "STOP" | "CONT" | "TERM" | "KILL" | "HUP";

export interface DaemonOf {
  readonly place: LabPlace;
  readonly resident: Resident;
  readonly daemon: DaemonName;
}

/** Starts a daemon and returns when it accepts connections. */
export async function startDaemon({ place, resident, daemon }: DaemonOf): Promise<void> {
  const { pidFile } = daemons[daemon];
  const pidFileSeen = `/proc/${resident.pid}/root${pidFile}`;
  // libvirt locks the device of a serial line in /run/lock.
  await runInside(place, resident, { argv: ["mkdir", "-p", "/run/sshd", "/run/lock"] });
  await rm(pidFileSeen, { force: true });
  const outputFile = `/proc/${resident.pid}/root/var/log/${daemon}.out`;
  const { argv } = daemons[daemon];
  const { code } = await attemptInside(place, resident, { argv, outputFile });
  if (code !== 0) {
    const log = `/proc/${resident.pid}/root/var/log/libvirt/${daemon}.log`;
    const texts = [outputFile, log].map((path) => readFile(path, "utf8").catch(() => ""));
    const words = (await Promise.all(texts)).join("").trim().slice(-2000);
    throw new LabError("command-failed", `${daemon}: exit ${code}: ${words}`);
  }
  // libvirtd goes to the background when it is ready, sshd before it listens; both have written
  // their process number by then, sshd as the last thing.
  await waitUntil(`pid file of ${daemon}`, () =>
    access(pidFileSeen).then(
      () => true,
      () => false,
    ),
  );
}

/** The daemon's process number inside its host. */
async function daemonPid({ resident, daemon }: DaemonOf): Promise<number> {
  return pidFromFile(resident, daemons[daemon].pidFile);
}

export async function pidFromFile(resident: Resident, path: string): Promise<number> {
  const text = await readFile(`/proc/${resident.pid}/root${path}`, "utf8");
  const pid = Number.parseInt(text, 10);
  if (!Number.isInteger(pid) || pid < 2) throw new LabError("command-failed", `${path}: no pid`);
  return pid;
}

export async function signalDaemon(of: DaemonOf, signal: SignalName): Promise<void> {
  await signalInside(of.place, of.resident, { pid: await daemonPid(of), signal });
}

/** Signals a process of a node, and for a deadly signal waits until it is gone. */
export async function signalInside(
  place: LabPlace,
  resident: Resident,
  { pid, signal }: { pid: number; signal: SignalName },
): Promise<void> {
  await runInside(place, resident, { argv: ["kill", `-${signal}`, String(pid)] });
  if (signal !== "KILL" && signal !== "TERM") return;
  await waitUntil(`end of process ${pid}`, async () => {
    const alive = await attemptInside(place, resident, { argv: ["kill", "-0", String(pid)] });
    return alive.code !== 0;
  });
}
