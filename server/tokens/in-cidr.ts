import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Whether an address lies in a network; an IPv4 address that came by an IPv6 socket counts as IPv4. */
export function inCidr(cidr: string, address: string): boolean {
  const [network = "", prefix = ""] = cidr.split("/");
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  const family = isIPv4(network) ? "ipv4" : "ipv6";
  if (family === "ipv4" ? !isIPv4(plain) : !isIPv6(plain)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(prefix), family);
  return list.check(plain, family);
}
