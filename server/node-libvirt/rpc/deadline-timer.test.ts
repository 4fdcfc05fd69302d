import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DeadlineTimer } from "./deadline-timer";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe("the deadline timer", () => {
  it("wakes for the earliest of many deadlines, then for the next", () => {
    const due: number[] = [];
    const deadlines = new Set([300, 100, 200]);
    const timer = new DeadlineTimer((nowMs) => {
      for (const deadline of [...deadlines].filter((each) => each <= nowMs)) {
        deadlines.delete(deadline);
        due.push(deadline);
      }
      return Math.min(...deadlines);
    });
    for (const deadline of deadlines) timer.watch(deadline, performance.now());
    vi.advanceTimersByTime(99);
    expect(due).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(due).toEqual([100]);
    vi.advanceTimersByTime(200);
    expect(due).toEqual([100, 200, 300]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does not take a deadline without end for one that is due", () => {
    const timer = new DeadlineTimer(() => Number.POSITIVE_INFINITY);
    timer.watch(Number.POSITIVE_INFINITY, performance.now());
    expect(vi.getTimerCount()).toBe(0);
  });

  it("asks nobody after it was stopped", () => {
    const onDue = vi.fn(() => Number.POSITIVE_INFINITY);
    const timer = new DeadlineTimer(onDue);
    timer.watch(10, performance.now());
    timer.stop();
    vi.advanceTimersByTime(100);
    expect(onDue).not.toHaveBeenCalled();
  });
});
