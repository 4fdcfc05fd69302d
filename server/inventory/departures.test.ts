import {
  VIR_DOMAIN_RUNNING,
  VIR_DOMAIN_SHUTOFF,
  VIR_DOMAIN_SHUTOFF_MIGRATED,
  VIR_DOMAIN_SHUTOFF_SHUTDOWN,
} from "node-libvirt";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createDepartures } from "./departures";

const left = { state: VIR_DOMAIN_SHUTOFF, reason: VIR_DOMAIN_SHUTOFF_MIGRATED };
const off = { state: VIR_DOMAIN_SHUTOFF, reason: VIR_DOMAIN_SHUTOFF_SHUTDOWN };
const running = { state: VIR_DOMAIN_RUNNING, reason: 1 };

describe("departures", () => {
  const looked: string[] = [];
  const departures = createDepartures((uuid) => looked.push(uuid));

  beforeEach(() => {
    vi.useFakeTimers();
    looked.length = 0;
  });
  afterEach(() => {
    departures.clear();
    vi.useRealTimers();
  });

  test("what migrated away is looked at once more, and only once while it stays so", () => {
    departures.seen("a", left);
    vi.runAllTimers();
    departures.seen("a", left);
    vi.runAllTimers();
    expect(looked).toEqual(["a"]);
  });

  test("what is off for another reason, or gone already, is not", () => {
    departures.seen("a", off);
    departures.seen("b", left);
    departures.seen("b", undefined);
    vi.runAllTimers();
    expect(looked).toEqual([]);
  });

  test("what came back may leave again", () => {
    departures.seen("a", left);
    vi.runAllTimers();
    departures.seen("a", running);
    departures.seen("a", left);
    vi.runAllTimers();
    expect(looked).toEqual(["a", "a"]);
  });
});
