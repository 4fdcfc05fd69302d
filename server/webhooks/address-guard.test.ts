import { expect, test } from "vitest";
import { isInside } from "./address-guard";

test.each([
  ["127.0.0.1", 4],
  ["10.1.2.3", 4],
  ["100.64.0.1", 4],
  ["169.254.169.254", 4],
  ["172.31.255.255", 4],
  ["192.168.1.1", 4],
  ["224.0.0.1", 4],
  ["::1", 6],
  ["::ffff:127.0.0.1", 6],
  ["64:ff9b::a00:1", 6],
  ["fd00::1", 6],
  ["fe80::1", 6],
] as const)("%s leads inside", (address, family) => {
  expect(isInside(address, family)).toBe(true);
});

test.each([
  ["8.8.8.8", 4],
  ["172.32.0.1", 4],
  ["192.0.2.1", 4],
  ["2001:4860:4860::8888", 6],
] as const)("%s leads outside", (address, family) => {
  expect(isInside(address, family)).toBe(false);
});
