import { lookup } from "node:dns/promises";
import { BlockList } from "node:net";
import { AppError } from "../problem";

/**
 * Loopback, link-local, private, shared, reserved, multicast: nothing a stranger's address should lead to.
 * A list each: in one, an IPv4 address is also looked up in its IPv6 dress, and all of those are refused.
 */
const inside4 = new BlockList();
const inside6 = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  inside4.addSubnet(network, prefix, "ipv4");
// `::/8` and the two translating prefixes hold IPv4 addresses in another dress.
for (const [network, prefix] of [
  ["::", 8],
  ["64:ff9b::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 9],
  ["ff00::", 8],
] as const)
  inside6.addSubnet(network, prefix, "ipv6");

export const isInside = (address: string, family: 4 | 6): boolean =>
  family === 4 ? inside4.check(address, "ipv4") : inside6.check(address, "ipv6");

export interface PinnedAddress {
  address: string;
  family: 4 | 6;
}

/**
 * The one address that is then called: a name that answers differently a moment later changes nothing.
 * One address inside among several refuses them all.
 */
export async function pinAddress(url: URL, allowPrivate: boolean): Promise<PinnedAddress> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const found = await lookup(host, { all: true, verbatim: true });
  const pinned = found.map(
    ({ address, family }): PinnedAddress => ({
      address,
      family: family === 6 ? 6 : 4,
    }),
  );
  const refused = pinned.find(({ address, family }) => isInside(address, family));
  if (refused && !allowPrivate)
    throw new AppError({ code: "webhookAddressRefused", params: { host: url.hostname } });
  const [first] = pinned;
  if (!first) throw new AppError({ code: "webhookUnreachable", params: { host: url.hostname } });
  return first;
}
