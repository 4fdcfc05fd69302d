import { isIP } from "node:net";

/** Every guest has these, and they reach nothing: unspecified, loopback, link-local, multicast. */
const nowhere =
  /^(0\.|127\.|169\.254\.|22[4-9]\.|2[3-5]\d\.|::1?$|::ffff:(0|127|169\.254)\.|fe[89ab][\da-f]:|ff)/;

/** The address as we write it; undefined for what is none, or none that reaches the machine. */
export function usableAddress(text: string): string | undefined {
  const address = text.toLowerCase();
  // a zone ("%eth0") is of the guest's own and ends a link-local address
  if (isIP(address) === 0 || address.includes("%") || nowhere.test(address)) return undefined;
  return address;
}
