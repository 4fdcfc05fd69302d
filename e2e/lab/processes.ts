import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** What /proc tells of a process; undefined when there is none (or only its zombie). */
export interface ProcessFacts {
  readonly pid: number;
  readonly parentPid: number;
  readonly startTicks: string;
  readonly command: string;
}

export function processFacts(pid: number): ProcessFacts | undefined {
  const stat = readProc(pid, "stat");
  if (stat === undefined) return undefined;
  // The command stands in parentheses and may hold spaces and parentheses itself.
  const end = stat.lastIndexOf(")");
  const fields = stat.slice(end + 2).split(" ");
  const [condition, parent] = fields;
  const startTicks = fields[19];
  if (condition === "Z" || condition === "X" || parent === undefined || startTicks === undefined) {
    return undefined;
  }
  return {
    pid,
    parentPid: Number(parent),
    startTicks,
    command: stat.slice(stat.indexOf("(") + 1, end),
  };
}

export function allPids(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

export function childOf(parentPid: number): ProcessFacts | undefined {
  for (const pid of allPids()) {
    const facts = processFacts(pid);
    if (facts?.parentPid === parentPid) return facts;
  }
  return undefined;
}

const namespaceKinds = ["mnt", "net", "pid", "uts", "ipc"] as const;

/** The namespaces a process lives in, as `kind → "kind:[inode]"`. Empty when it is gone. */
export function namespacesOf(pid: number): Record<string, string> {
  const found: Record<string, string> = {};
  for (const kind of namespaceKinds) {
    try {
      found[kind] = readlinkSync(`/proc/${pid}/ns/${kind}`);
    } catch {
      // A process that just ended or a kernel without that kind.
    }
  }
  return found;
}

export function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    return undefined;
  }
}
