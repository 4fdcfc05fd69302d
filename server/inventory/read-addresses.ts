import {
  type Connection,
  LibvirtError,
  VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP,
  VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE,
} from "node-libvirt";
import { domainRef } from "./read-machine";
import { visibleText } from "./visible-text";

const TIMEOUT_MS = 10_000;
const ADDRESSES_MAX = 16;
const ADDRESS_CHARACTERS_MAX = 64;
/** Every guest has it, and it reaches nowhere. */
const linkLocal = /^(fe80:|169\.254\.|127\.|::1$)/i;

/**
 * Addresses by MAC, from what libvirtd itself knows: leases of its own networks, then the host's ARP
 * table. The guest agent is never asked here: it may take seconds, for each machine.
 */
export async function readAddresses(
  { remote }: Connection,
  uuid: string,
  interfaces: readonly { type: string; mac: string }[],
): Promise<Map<string, string[]> | undefined> {
  const read = async (source: number) => {
    const args = { dom: domainRef(uuid), source, flags: 0 };
    return (await remote.domainInterfaceAddresses(args, { timeoutMs: TIMEOUT_MS })).ifaces;
  };
  const byMac = new Map<string, string[]>();
  const add = (found: Awaited<ReturnType<typeof read>>) => {
    for (const { hwaddr, addrs } of found) {
      const mac = (hwaddr ?? "").toLowerCase();
      const ips = addrs
        .map(({ addr }) => visibleText(addr, ADDRESS_CHARACTERS_MAX))
        .filter((addr) => !linkLocal.test(addr));
      const known = byMac.get(mac) ?? [];
      byMac.set(mac, [...new Set([...known, ...ips])].slice(0, ADDRESSES_MAX));
    }
  };
  try {
    if (interfaces.some(({ type }) => type === "network")) {
      add(await read(VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE));
    }
    if (![...byMac.values()].some((ips) => ips.length > 0) && interfaces.length > 0) {
      add(await read(VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_ARP));
    }
    return byMac;
  } catch (error) {
    if (error instanceof LibvirtError) return undefined;
    throw error;
  }
}
