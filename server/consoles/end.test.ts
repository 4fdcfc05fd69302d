import { expect, test } from "vitest";
import { ConsoleEnd, closeFrame } from "./end";

test("a reason of any length fits into a closing frame", () => {
  const { code, reason } = closeFrame(new ConsoleEnd("hostLost", "主机".repeat(1_000_000)));
  expect(code).toBe(4004);
  expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
});
