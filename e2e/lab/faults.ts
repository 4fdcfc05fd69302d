/**
 * Faults a test lays on the lab. Each gives a Fault to end it with, by hand or by `await using`.
 *
 * Network faults are made in the switch between the nodes, not at a node's own end: a packet filter
 * at the end tells the local TCP that a packet was dropped, which a broken network never does.
 */
import { randomUUID } from "node:crypto";
import { LabError } from "./errors";
import type { LabHost } from "./host";
import {
  type DaemonName,
  pidFromFile,
  signalDaemon,
  signalInside,
  startDaemon,
} from "./host-daemons";
import { holdMigrations } from "./migration-hold";
import { addressIn, dashboardByte, type LabPlace } from "./names";
import { replaceHostKey } from "./replace-host-key";
import { type Argv, attempt, run } from "./run";
import type { LabState } from "./state";

export interface Fault {
  heal(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Shape {
  readonly rateKbit: number;
  /** Delay and loss need the kernel's netem, which some machines lack: then "unsupported". */
  readonly delayMs?: number;
  readonly lossPercent?: number;
}

export interface Faults {
  /** Pulls the host's cable: its link goes down. */
  cutLink(host: string): Promise<Fault>;
  /** Drops every packet between two hosts; the dashboard still reaches both. */
  cutBetween(one: string, other: string): Promise<Fault>;
  /** Drops every packet between the dashboard and a host; the hosts still reach each other. */
  cutFromDashboard(host: string): Promise<Fault>;
  /** Lets connections be made to the host (or one port of it) and everything after that vanish. */
  blackHole(host: string, port?: number): Promise<Fault>;
  /** Slows the host's cable down, both ways. */
  shape(host: string, shape: Shape): Promise<Fault>;
  /** SIGSTOP; healing continues the daemon. */
  stopDaemon(host: string, daemon: DaemonName): Promise<Fault>;
  /** SIGKILL; healing starts it again. Sessions of a killed sshd live on. */
  killDaemon(host: string, daemon: DaemonName): Promise<Fault>;
  /** SIGSTOP of a machine's QEMU. */
  stopGuest(host: string, guest: string): Promise<Fault>;
  /** SIGKILL of a machine's QEMU. */
  killGuest(host: string, guest: string): Promise<void>;
  /** Gives the host's sshd a new key, as a reinstalled or an impersonated host has. */
  replaceHostKey(host: string): Promise<{ before: string; after: string }>;
  /**
   * Holds every migration to this host in its Prepare phase until healed. Restarts its libvirtd the
   * first time, because libvirt looks for hooks only then.
   */
  holdMigrationsTo(host: string): Promise<Fault>;
}

export function labFaults(
  place: LabPlace,
  state: () => LabState,
  host: (name: string) => LabHost,
): Faults {
  const daemonOf = (name: string, daemon: DaemonName) => ({
    place,
    resident: host(name).resident(),
    daemon,
  });
  const switchRun = (argv: Argv) => inSwitch(state(), argv);
  const filter = (rules: readonly string[]) => filterFault(state(), rules);
  const guestPid = (name: string, guest: string) =>
    pidFromFile(host(name).resident(), `/run/libvirt/qemu/${guest}.pid`);
  const signalGuest = async (name: string, guest: string, signal: "STOP" | "CONT" | "KILL") => {
    const pid = await guestPid(name, guest);
    await signalInside(place, host(name).resident(), { pid, signal });
  };
  return {
    cutLink: async (name) => {
      await switchRun(["ip", "link", "set", host(name).name, "down"]);
      return fault(() => switchRun(["ip", "link", "set", name, "up"]));
    },
    cutBetween: (one, other) => filter(dropBetween(host(one).address, host(other).address)),
    cutFromDashboard: (name) => {
      const dashboard = addressIn(state().subnet, dashboardByte);
      return filter(dropBetween(dashboard, host(name).address));
    },
    blackHole: (name, port) => filter(silenceRules(host(name).address, port)),
    shape: (name, shape) => shapeFault(state(), host(name), shape),
    stopDaemon: async (name, daemon) => {
      await signalDaemon(daemonOf(name, daemon), "STOP");
      return fault(() => signalDaemon(daemonOf(name, daemon), "CONT"));
    },
    killDaemon: async (name, daemon) => {
      await signalDaemon(daemonOf(name, daemon), "KILL");
      return fault(() => startDaemon(daemonOf(name, daemon)));
    },
    stopGuest: async (name, guest) => {
      await signalGuest(name, guest, "STOP");
      return fault(() => signalGuest(name, guest, "CONT"));
    },
    killGuest: (name, guest) => signalGuest(name, guest, "KILL"),
    replaceHostKey: (name) =>
      replaceHostKey(place, { host: host(name), hosts: state().hosts, of: daemonOf(name, "sshd") }),
    holdMigrationsTo: async (name) => {
      const release = await holdMigrations(host(name), async () => {
        await signalDaemon(daemonOf(name, "libvirtd"), "TERM");
        await startDaemon(daemonOf(name, "libvirtd"));
      });
      return fault(release);
    },
  };
}

function fault(end: () => Promise<unknown>): Fault {
  let healed: Promise<void> | undefined;
  const heal = () => {
    healed ??= end().then(() => {});
    return healed;
  };
  return { heal, [Symbol.asyncDispose]: heal };
}

function inSwitch(state: LabState, argv: Argv): Promise<string> {
  return run(["nsenter", "-t", String(state.switch.pid), "-n", "--", ...argv]);
}

/** Each fault has a table of its own, so that faults end in any order. */
async function filterFault(state: LabState, rules: readonly string[]): Promise<Fault> {
  const table = `fault_${randomUUID().replaceAll("-", "")}`;
  const script = [
    `add table bridge ${table}`,
    `add chain bridge ${table} cut { type filter hook forward priority 0; policy accept; }`,
    ...rules.map((rule) => `add rule bridge ${table} cut ${rule}`),
  ];
  await inSwitch(state, ["nft", script.join("; ")]);
  return fault(() => inSwitch(state, ["nft", `delete table bridge ${table}`]));
}

/** ARP stays: a router that drops packets answers for its neighbours all the same. */
export function dropBetween(one: string, other: string): string[] {
  return [`ip saddr ${one} ip daddr ${other} drop`, `ip saddr ${other} ip daddr ${one} drop`];
}

/** Segments that carry data, or end a connection, vanish; what opens one passes. */
export function silenceRules(address: string, port?: number): string[] {
  const ends = [
    { side: "daddr", portField: "dport" },
    { side: "saddr", portField: "sport" },
  ];
  const longestWithoutDataBytes = 60;
  return ends.flatMap(({ side, portField }) => {
    const to = `ip ${side} ${address} ${port === undefined ? "" : `tcp ${portField} ${port} `}`;
    return [
      `${to}tcp flags & (fin | psh | rst) != 0 drop`,
      `${to}tcp flags & syn == 0 ip length > ${longestWithoutDataBytes} drop`,
    ];
  });
}

async function shapeFault(state: LabState, host: LabHost, shape: Shape): Promise<Fault> {
  const queue = queueWords(shape);
  const ends = [
    { pid: state.switch.pid, link: host.name },
    { pid: host.resident().pid, link: "eth0" },
  ].map(({ pid, link }) => ({ enter: ["-t", String(pid), "-n", "--", "tc", "qdisc"], link }));
  for (const { enter, link } of ends) {
    const argv: Argv = ["nsenter", ...enter, "replace", "dev", link, "root", ...queue];
    const made = await attempt(argv);
    if (made.code !== 0) throw new LabError("unsupported", `tc: ${made.stderr.trim()}`);
  }
  return fault(async () => {
    for (const { enter, link } of ends) {
      await attempt(["nsenter", ...enter, "delete", "dev", link, "root"]);
    }
  });
}

export function queueWords({ rateKbit, delayMs, lossPercent }: Shape): string[] {
  if (delayMs === undefined && lossPercent === undefined) {
    return ["tbf", "rate", `${rateKbit}kbit`, "burst", "64kb", "latency", "400ms"];
  }
  return [
    ...["netem", "rate", `${rateKbit}kbit`],
    ...(delayMs === undefined ? [] : ["delay", `${delayMs}ms`]),
    ...(lossPercent === undefined ? [] : ["loss", `${lossPercent}%`]),
  ];
}
