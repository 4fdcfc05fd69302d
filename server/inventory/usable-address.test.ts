import { expect, it } from "vitest";
import { usableAddress } from "./usable-address";

it.each([
  ["10.77.5.101", "10.77.5.101"],
  ["192.168.122.8", "192.168.122.8"],
  ["2001:DB8::7", "2001:db8::7"],
  ["fd00::1", "fd00::1"],
])("%s reaches a machine", (text, address) => expect(usableAddress(text)).toBe(address));

it.each([
  "127.0.0.1",
  "::1",
  "::",
  "0.0.0.0",
  "169.254.3.4",
  "fe80::5054:ff:fe00:1",
  "fe80::1%eth0",
  "FEBF::1",
  "224.0.0.251",
  "255.255.255.255",
  "ff02::1",
  "::ffff:127.0.0.1",
  "10.0.0.1/24",
  "10.0.0.256",
  "<img src=x>",
  "",
  "1".repeat(100_000),
])("%.40s does not", (text) => expect(usableAddress(text)).toBeUndefined());
