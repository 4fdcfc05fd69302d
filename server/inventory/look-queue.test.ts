import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLookQueue } from "./look-queue";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function fixture(concurrency = 2) {
  const begun: string[] = [];
  const errors: unknown[] = [];
  const finish = new Map<string, (error?: Error) => void>();
  const queue = createLookQueue({
    run: (key) => {
      begun.push(key);
      return new Promise((resolve, reject) => {
        finish.set(key, (error) => (error ? reject(error) : resolve()));
      });
    },
    onError: (error) => errors.push(error),
    concurrency,
    windowMs: 50,
    burst: 4,
    perSecond: 2,
  });
  const done = async (key: string, error?: Error) => {
    finish.get(key)?.(error);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { queue, begun, errors, done };
}

describe("look queue", () => {
  it("looks at once, and again at the window's end for whatever was asked meanwhile", async () => {
    const { queue, begun, done } = fixture();
    queue.look("a");
    expect(begun).toEqual(["a"]);
    for (let i = 0; i < 100; i++) queue.look("a");
    await done("a");
    for (let i = 0; i < 100; i++) queue.look("a");
    expect(begun).toEqual(["a"]);
    await vi.advanceTimersByTimeAsync(50);
    expect(begun).toEqual(["a", "a"]);
  });

  it("keeps nobody waiting who comes back after the window", async () => {
    const { queue, begun, done } = fixture();
    for (let round = 1; round <= 4; round++) {
      queue.look("a");
      expect(begun).toHaveLength(round);
      await done("a");
      await vi.advanceTimersByTimeAsync(600);
    }
  });

  it("looks no oftener than the allowance in a storm, at all in turn", async () => {
    const { queue, begun, done } = fixture();
    for (let ms = 0; ms < 10_000; ms += 10) {
      for (const key of ["a", "b", "c"]) {
        await done(key);
        queue.look(key);
      }
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(begun.length).toBeGreaterThan(15);
    expect(begun.length).toBeLessThanOrEqual(4 + 2 * 10 + 1);
    const turns = ["a", "b", "c"].map((key) => begun.filter((at) => at === key).length);
    expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(2);
  });

  it("runs no more than its share together, each key once, in the order asked", async () => {
    const { queue, begun, done } = fixture(2);
    for (const key of ["a", "b", "c", "a", "c", "d"]) queue.look(key);
    expect(begun).toEqual(["a", "b"]);
    await done("b");
    expect(begun).toEqual(["a", "b", "c"]);
    await done("a");
    expect(begun).toEqual(["a", "b", "c", "d"]);
  });

  it("goes on after a failure and reports it", async () => {
    const { queue, begun, errors, done } = fixture(1);
    queue.look("a");
    queue.look("b");
    await done("a", new Error("no answer"));
    expect(errors).toHaveLength(1);
    expect(begun).toEqual(["a", "b"]);
  });

  it("forgets what waits when it is cleared, and takes the same key anew", async () => {
    const { queue, begun, done } = fixture(1);
    queue.look("a");
    queue.look("b");
    queue.clear();
    queue.look("a");
    await done("a");
    expect(begun).toEqual(["a", "a"]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(begun).toEqual(["a", "a"]);
  });

  it("keeps nothing of keys that came to rest", async () => {
    const { queue, done } = fixture();
    queue.look("a");
    await done("a");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});
