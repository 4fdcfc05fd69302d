import { expect, test } from "vitest";
import { inCidr } from "./in-cidr";

test.each([
  ["10.0.0.0/8", "10.200.3.4", true],
  ["10.0.0.0/8", "::ffff:10.1.2.3", true],
  ["10.0.0.0/8", "11.0.0.1", false],
  ["127.0.0.1/32", "127.0.0.1", true],
  ["fd00::/8", "fd12::1", true],
  ["fd00::/8", "10.0.0.1", false],
  ["0.0.0.0/0", "not an address", false],
])("%s holds %s: %s", (cidr, address, held) => expect(inCidr(cidr, address)).toBe(held));
