import {
  type Connection,
  LibvirtError,
  VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT,
  VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP,
  VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE,
} from "node-libvirt";
import { domainRef } from "./read-machine";
import type { AddressSource, MachineAddress, MachineInterface } from "./types";
import { usableAddress } from "./usable-address";

const TIMEOUT_MS = 10_000;
/** Of one interface, by one source. */
const ADDRESSES_MAX = 16;

/** By MAC address, in lower case. */
export type FoundAddresses = Map<string, MachineAddress[]>;

const numberOf = {
  lease: VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE,
  agent: VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_AGENT,
  arp: VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP,
} as const satisfies Record<AddressSource, number>;

/**
 * What libvirtd itself knows: leases of its own networks, else the host's ARP table. The agent is
 * never asked here: it may take its time, for each machine.
 */
export async function readAddresses(
  connection: Connection,
  uuid: string,
  interfaces: readonly Pick<MachineInterface, "type">[],
): Promise<FoundAddresses | undefined> {
  const options = { timeoutMs: TIMEOUT_MS };
  try {
    const leases = interfaces.some(({ type }) => type === "network")
      ? await readAddressesFrom("lease", connection, uuid, options)
      : new Map();
    if (leases.size > 0 || interfaces.length === 0) return leases;
    return await readAddressesFrom("arp", connection, uuid, options);
  } catch (error) {
    if (error instanceof LibvirtError) return undefined;
    throw error;
  }
}

/** Interfaces without a usable address are left out. */
export async function readAddressesFrom(
  source: AddressSource,
  { remote }: Connection,
  uuid: string,
  options: { timeoutMs: number },
): Promise<FoundAddresses> {
  const args = { dom: domainRef(uuid), source: numberOf[source], flags: 0 };
  const { ifaces } = await remote.domainInterfaceAddresses(args, options);
  const byMac: FoundAddresses = new Map();
  for (const { hwaddr, addrs } of ifaces) {
    const mac = (hwaddr ?? "").toLowerCase();
    const told = addrs.flatMap(({ addr }) => usableAddress(addr) ?? []);
    const known = byMac.get(mac)?.map(({ address }) => address) ?? [];
    const all = [...new Set([...known, ...told])].slice(0, ADDRESSES_MAX);
    if (all.length > 0)
      byMac.set(
        mac,
        all.map((address) => ({ address, source })),
      );
  }
  return byMac;
}
