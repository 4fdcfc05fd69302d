/**
 * Since when machines run that ran before we came. libvirt does not tell, but QEMU's pid file is as
 * old as its process: looked at directly on this machine, and through one SSH command elsewhere.
 * The command is fixed, and whoever may not run it (or has no SSH) simply has no times.
 *
 *   1795401538                     the host's clock, first line
 *   web-01.pid 1795300000.1234     a machine and the age of its pid file
 */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type ConnectOptions, defaultPorts, type LibvirtUri, SshSession } from "node-libvirt";

const PID_FOLDER = "/run/libvirt/qemu";
const COMMAND = [
  "/bin/sh",
  "-c",
  `date +%s; find ${PID_FOLDER} -maxdepth 1 -name '*.pid' -printf '%f %T@\\n'`,
] as const;
const TIMEOUT_MS = 10_000;
const OUTPUT_BYTES_MAX = 1024 * 1024;

/** Unix milliseconds by machine name; empty where the host does not say. */
export type StartTimes = ReadonlyMap<string, number>;

const nothing: StartTimes = new Map();

export async function readStartTimes(
  uri: LibvirtUri,
  { ssh }: Pick<ConnectOptions, "ssh">,
): Promise<StartTimes> {
  const isPlain = uri.driver === "qemu" && uri.path === "/system" && !uri.params.socket;
  if (!isPlain) return nothing;
  if (uri.transport === "unix") return readLocal();
  if (uri.transport !== "ssh") return nothing;
  const session = await SshSession.open({
    ...ssh,
    host: uri.host ?? "localhost",
    port: uri.port ?? defaultPorts.ssh,
    user: uri.user ?? undefined,
    timeoutMs: TIMEOUT_MS,
  });
  try {
    const options = { timeoutMs: TIMEOUT_MS, maxOutputBytes: OUTPUT_BYTES_MAX };
    const { stdout } = await session.exec(COMMAND, options);
    return parseStartTimes(stdout, Date.now());
  } finally {
    session.close();
  }
}

/** The host's clock may be off: ages are what counts, taken off our own clock. */
export function parseStartTimes(output: string, nowMs: number): StartTimes {
  const [clock = "", ...lines] = output.split("\n");
  const hostNow = Number(clock);
  if (!(hostNow > 0)) return nothing;
  const times = new Map<string, number>();
  for (const line of lines) {
    const [, file, at] = /^(.+)\.pid (\d+(?:\.\d+)?)$/.exec(line) ?? [];
    const ageSeconds = hostNow - Number(at);
    if (file === undefined || !(ageSeconds >= -1)) continue;
    times.set(nameOfPidFile(file), Math.round(nowMs - Math.max(0, ageSeconds) * 1_000));
  }
  return times;
}

const escaped: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

/** libvirt's QEMU driver names the file by the machine's name as XML would have it. */
const nameOfPidFile = (file: string): string =>
  file.replace(/&(lt|gt|quot|apos|amp);/g, (_all, word: string) => escaped[word] ?? "");

async function readLocal(): Promise<StartTimes> {
  const names = await readdir(PID_FOLDER).catch(() => []);
  const times = new Map<string, number>();
  for (const file of names.filter((name) => name.endsWith(".pid"))) {
    const found = await stat(join(PID_FOLDER, file)).catch(() => undefined);
    if (found) times.set(nameOfPidFile(file.slice(0, -".pid".length)), Math.round(found.mtimeMs));
  }
  return times;
}
