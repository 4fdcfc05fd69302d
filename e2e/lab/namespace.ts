/**
 * A lab node is a set of Linux namespaces (mount, UTS, IPC, network, PID) held by one process.
 *
 *   node (lab) ── spawns ── unshare --fork ── tini (PID 1 inside) ── sleep
 *                                              ↑ every daemon of the node becomes its child
 *
 * tini must be PID 1 because it reaps: with a PID 1 that does not, a killed QEMU stays a zombie and
 * libvirt waits 40 s for it. Killing tini makes the kernel kill everything inside and drop the
 * mounts, links and sockets with it, so taking a node down is one signal and nothing can be left.
 *
 * Nodes are found again by pid and start time, kept in the lab's state, and, should the lab die
 * before it wrote that down, by the marker every process of the lab carries in its environment.
 */
import { spawn } from "node:child_process";
import { LabError } from "./errors";
import type { LabPlace } from "./names";
import { allPids, childOf, namespacesOf, processFacts, readProc } from "./processes";
import { type Argv, attempt, type RunOptions, type RunResult, run } from "./run";
import type { Resident } from "./state";
import { waitUntil } from "./wait-until";

const markerName = "FLOTILLA_LAB_DIRECTORY";

export async function raiseNamespace(place: LabPlace): Promise<Resident> {
  const flags = ["--mount", "--uts", "--ipc", "--net", "--pid", "--fork", "--mount-proc"];
  const argv = [...flags, "--propagation", "private", "tini", "-s", "--", "sleep", "infinity"];
  const keeper = spawn("unshare", argv, {
    detached: true,
    stdio: "ignore",
    env: insideEnvironment(place),
  });
  const failed = new Promise<never>((_, reject) => {
    keeper.once("error", reject);
    keeper.once("exit", (code) => {
      const why = `unshare ended with ${code}: are namespaces allowed on this machine?`;
      reject(new LabError("command-failed", why));
    });
  });
  // Named "tini" only after unshare has forked, mounted /proc and executed it: ready.
  const ready = waitUntil("namespace", () => {
    if (keeper.pid === undefined) return undefined;
    const child = childOf(keeper.pid);
    return child?.command === "tini" ? child : undefined;
  });
  ready.catch(() => {});
  failed.catch(() => {});
  const { pid, startTicks } = await Promise.race([ready, failed]);
  keeper.unref();
  return { pid, startTicks, namespaces: namespacesOf(pid) };
}

export function isAlive(resident: Resident): boolean {
  return processFacts(resident.pid)?.startTicks === resident.startTicks;
}

/** Ends a node with everything in it, and returns when the last of its processes is gone. */
export async function endNamespace(resident: Resident): Promise<void> {
  if (!isAlive(resident)) return;
  process.kill(resident.pid, "SIGKILL");
  await waitUntil("end of a lab node", () => !isAlive(resident) || undefined);
}

/** Nodes of this lab by the marker: each process that is number 1 of a PID namespace of its own. */
export function markedResidents(place: LabPlace): Resident[] {
  return markedPids(place).flatMap((pid) => {
    const facts = processFacts(pid);
    const numbers = readProc(pid, "status")
      ?.match(/^NSpid:\s*(.*)$/m)?.[1]
      ?.split(/\s+/);
    if (facts === undefined || numbers === undefined || numbers.at(-1) !== "1") return [];
    if (numbers.length < 2) return [];
    return [{ pid, startTicks: facts.startTicks, namespaces: namespacesOf(pid) }];
  });
}

export function markedPids(place: LabPlace): number[] {
  const marker = Buffer.from(`${markerName}=${place.directory}`).toString("latin1");
  return allPids().filter((pid) => readProc(pid, "environ")?.split("\0").includes(marker) ?? false);
}

/** Runs a program inside a node, whatever its exit code. */
export function attemptInside(
  place: LabPlace,
  resident: Resident,
  command: { readonly argv: Argv } & RunOptions,
): Promise<RunResult> {
  return attempt(enter(resident, command.argv), { env: insideEnvironment(place), ...command });
}

/** Runs a program inside a node; a non-zero exit is an error. Gives its standard output. */
export function runInside(
  place: LabPlace,
  resident: Resident,
  command: { readonly argv: Argv } & RunOptions,
): Promise<string> {
  return run(enter(resident, command.argv), { env: insideEnvironment(place), ...command });
}

function enter(resident: Resident, argv: Argv): Argv {
  if (!isAlive(resident)) throw new LabError("not-up", "this lab node is down");
  const target = ["-t", String(resident.pid), "-m", "-u", "-i", "-n", "-p"];
  return ["nsenter", ...target, "--", ...argv];
}

/** The environment of everything in a node: nothing of the caller's, and the marker. */
function insideEnvironment(place: LabPlace): NodeJS.ProcessEnv {
  return {
    NODE_ENV: "production",
    PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    HOME: "/root",
    USER: "root",
    LANG: "C.UTF-8",
    [markerName]: place.directory,
  };
}
