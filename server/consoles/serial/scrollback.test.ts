import { expect, test } from "vitest";
import { Scrollback } from "./scrollback";

const bytes = (text: string) => new TextEncoder().encode(text);

test("what fits is kept as it came", () => {
  const scrollback = new Scrollback(32);
  scrollback.push(bytes("login: "));
  scrollback.push(bytes("root\r\n"));
  expect(scrollback.read().toString()).toBe("login: root\r\n");
  expect(scrollback.read().toString()).toBe("login: root\r\n");
});

test("what does not fit loses its oldest lines, never part of one", () => {
  const scrollback = new Scrollback(16);
  for (let i = 10; i < 99; i++) scrollback.push(bytes(`line ${i}\n`));
  expect(scrollback.read().toString()).toBe("line 98\n");
});

test("a flood in one piece or byte by byte stays within twice the size", () => {
  const scrollback = new Scrollback(1000);
  scrollback.push(new Uint8Array(5_000_000).fill(65));
  expect(scrollback.read()).toHaveLength(1000);
  for (let i = 0; i < 20_000; i++) scrollback.push(bytes("x"));
  expect(scrollback.read().toString()).toBe("x".repeat(1000));
});

test("an empty console has nothing to show", () => {
  expect(new Scrollback(10).read()).toHaveLength(0);
});
