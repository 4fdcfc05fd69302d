import { expect, test } from "vitest";
import { ConsoleEnd } from "../end";
import { BrowserHandshake } from "./browser-handshake";

const opening = Buffer.from([...Buffer.from("RFB 003.008\n"), 1, 0]);
const beyond = Buffer.from([3, 0, 1]);

test("the browser is offered no password, and its exclusive ClientInit becomes a shared one", () => {
  const handshake = new BrowserHandshake();
  const { reply, done } = handshake.push(Buffer.concat([opening, beyond]));
  expect([...reply]).toEqual([1, 1, 0, 0, 0, 0]);
  expect(done).toEqual({ clientInit: Buffer.from([1]), rest: beyond });
});

test("byte by byte the same is said, each part once", () => {
  const handshake = new BrowserHandshake();
  const steps = [...opening].map((byte) => handshake.push(Buffer.from([byte])));
  expect(steps.flatMap((step) => [...step.reply])).toEqual([1, 1, 0, 0, 0, 0]);
  expect(steps.map((step) => step.done !== undefined).indexOf(true)).toBe(opening.length - 1);
});

test.each([
  ["another version", Buffer.from("RFB 003.003\n")],
  ["another security type", Buffer.from([...Buffer.from("RFB 003.008\n"), 2])],
  ["a flood", Buffer.alloc(70_000)],
])("%s ends the console", (_name, bytes) => {
  expect(() => new BrowserHandshake().push(bytes)).toThrow(ConsoleEnd);
});
