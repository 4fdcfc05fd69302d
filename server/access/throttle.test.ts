import { expect, test } from "vitest";
import { AppError } from "../problem";
import { Throttle } from "./throttle";

function clock() {
  let nowMs = 1_000_000;
  return { now: () => nowMs, pass: (ms: number) => (nowMs += ms) };
}

const waitOf = (throttle: Throttle, keys: string[]): number => {
  try {
    throttle.check(keys);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return Number(error.problem.params?.seconds);
  }
};

test("the first three failures cost nothing, then the wait doubles up to a minute", () => {
  const time = clock();
  const throttle = new Throttle(time.now);
  const waits: number[] = [];
  for (let i = 0; i < 12; i++) {
    throttle.fail(["account:ada"]);
    const wait = waitOf(throttle, ["account:ada"]);
    waits.push(wait);
    time.pass(wait * 1_000);
  }
  expect(waits).toEqual([0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test("a success forgets the failures of that account", () => {
  const throttle = new Throttle(clock().now);
  for (let i = 0; i < 6; i++) throttle.fail(["account:ada"]);
  throttle.succeed(["account:ada"]);
  expect(waitOf(throttle, ["account:ada"])).toBe(0);
});

test("one source guessing many names is slowed by its address, the names are not", () => {
  const throttle = new Throttle(clock().now);
  for (let i = 0; i < 8; i++) throttle.fail([`account:user${i}`, "source:10.0.0.9"]);
  expect(waitOf(throttle, ["account:fresh", "source:10.0.0.9"])).toBeGreaterThan(0);
  expect(waitOf(throttle, ["account:user1", "source:10.0.0.7"])).toBe(0);
});

test("failures are forgotten after a quarter of an hour, so memory stays bounded", () => {
  const time = clock();
  const throttle = new Throttle(time.now);
  for (let i = 0; i < 6; i++) throttle.fail(["account:ada"]);
  time.pass(16 * 60_000);
  throttle.fail(["account:bob"]);
  throttle.fail(["account:ada"]);
  expect(waitOf(throttle, ["account:ada"])).toBe(0);
});
