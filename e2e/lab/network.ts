/**
 * The lab's network: one switch, a namespace of its own with a bridge in it.
 *
 *   machine running the lab          switch namespace             host namespace
 *   flabN 10.77.N.1/24  ── veth ──  uplink ─ lab0 ─ kvm1  ── veth ──  eth0 ─ br0 10.77.N.11/24
 *                                              │    kvm2 …              └ vnet0 (guests)
 *                                              └    store
 *
 * The bridge is not on the machine itself because packet filters found there (Docker's, a firewall's)
 * would drop what hosts say to one another, and because the faults (faults.ts) are packet-filter
 * rules too, which so disappear with the switch. No host has a default route: nothing leaves.
 *
 * Creating the link flabN is also the claim on subnet N: the kernel gives the name to one lab only.
 */
import { readdir, readFile } from "node:fs/promises";
import { networkInterfaces } from "node:os";
import { LabError } from "./errors";
import {
  addressIn,
  dashboardByte,
  type LabPlace,
  prefixLength,
  subnetCandidates,
  uplinkName,
} from "./names";
import { attempt, run } from "./run";
import type { Resident } from "./state";

const labBridge = "lab0";

/** Builds the switch inside `resident` and gives the number of the subnet the lab now owns. */
export async function raiseSwitch(place: LabPlace, resident: Resident): Promise<number> {
  await ip(resident, "link set lo up");
  await ip(resident, `link add ${labBridge} type bridge`);
  await ip(resident, `link set ${labBridge} up`);
  const subnet = await claimSubnet(place, resident);
  await ip(resident, `link set uplink master ${labBridge} up`);
  return subnet;
}

async function claimSubnet(place: LabPlace, resident: Resident): Promise<number> {
  const taken = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  for (const subnet of subnetCandidates(place.directory)) {
    const own = addressIn(subnet, dashboardByte);
    const prefix = own.slice(0, -String(dashboardByte).length);
    if (taken.some(({ address }) => address.startsWith(prefix))) continue;
    const link = uplinkName(subnet);
    const peer = ["peer", "name", "uplink", "netns", String(resident.pid)];
    const made = await attempt(["ip", "link", "add", "name", link, "type", "veth", ...peer]);
    if (made.code !== 0 && made.stderr.includes("exists")) continue;
    if (made.code !== 0) throw new LabError("command-failed", `veth: ${made.stderr.trim()}`);
    await run(["ip", "address", "add", `${own}/${prefixLength}`, "dev", link]);
    await run(["ip", "link", "set", link, "alias", uplinkAlias(place), "up"]);
    return subnet;
  }
  throw new LabError("no-subnet", "all 254 subnets of 10.77.0.0/16 are in use");
}

/** Told to the kernel with the uplink, so that a lab's own is known even without its state. */
function uplinkAlias(place: LabPlace): string {
  return `lab ${place.directory}`.slice(0, 250);
}

/** The lab's links on the machine itself: one while it is up. */
export async function uplinksOf(place: LabPlace): Promise<string[]> {
  const links = await readdir("/sys/class/net");
  const aliases = links.map((link) =>
    readFile(`/sys/class/net/${link}/ifalias`, "utf8").catch(() => ""),
  );
  const found = await Promise.all(aliases);
  return links.filter((_, index) => found[index]?.trim() === uplinkAlias(place));
}

export interface Port {
  readonly name: string;
  readonly address: string;
  readonly resident: Resident;
}

/** Plugs a node into the switch. Its address is on a bridge br0, to which guests can be attached. */
export async function plugIn(switchNode: Resident, port: Port): Promise<void> {
  const peer = `peer name eth0 netns ${port.resident.pid}`;
  await ip(switchNode, `link add name ${port.name} type veth ${peer}`);
  await ip(switchNode, `link set ${port.name} master ${labBridge} up`);
  await ip(port.resident, "link set lo up");
  await ip(port.resident, "link add br0 type bridge");
  await ip(port.resident, "link set eth0 master br0 up");
  await ip(port.resident, `address add ${port.address}/${prefixLength} dev br0`);
  await ip(port.resident, "link set br0 up");
}

/**
 * Pulls a node that is gone out of the switch. Its cable goes with its namespace, but some time after
 * its last process, and until then the name is taken.
 */
export async function unplug(switchNode: Resident, name: string): Promise<void> {
  const enter = ["-t", String(switchNode.pid), "-n", "--"];
  await attempt(["nsenter", ...enter, "ip", "link", "delete", "dev", name]);
}

/** Every name of the lab, for the /etc/hosts of each node. */
export function hostsFile(nodes: readonly { name: string; address: string }[]): string {
  const lines = nodes.map(({ name, address }) => `${address} ${name}`);
  return ["127.0.0.1 localhost", "::1 localhost ip6-localhost", ...lines, ""].join("\n");
}

/**
 * Runs ip(8) in a node's network namespace alone: in its PID namespace the process numbers of other
 * nodes, by which a link is moved to them, would not exist.
 */
async function ip(node: Resident, words: string): Promise<void> {
  await run(["nsenter", "-t", String(node.pid), "-n", "--", "ip", ...words.split(" ")]);
}
