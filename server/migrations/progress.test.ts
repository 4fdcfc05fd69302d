import { describe, expect, it } from "vitest";
import { readFigures, readProgress } from "./progress";

const stats = {
  time_elapsed: 4_000,
  data_total: 100_000_000,
  data_processed: 40_000_000,
  data_remaining: 60_000_000,
  memory_total: 100_000_000,
  memory_remaining: 60_000_000,
  memory_bps: 10_000_000,
  memory_dirty_rate: 1_000,
  memory_page_size: 4_096,
  memory_iteration: 2,
};

describe("live figures", () => {
  it("the end is reckoned with what the guest dirties meanwhile", () => {
    expect(readProgress(stats)).toEqual({
      elapsedMs: 4_000,
      dataTotalBytes: 100_000_000,
      dataProcessedBytes: 40_000_000,
      dataRemainingBytes: 60_000_000,
      memoryTotalBytes: 100_000_000,
      memoryRemainingBytes: 60_000_000,
      memoryBps: 10_000_000,
      memoryDirtyBps: 4_096_000,
      iteration: 2,
      downtimeMs: null,
      percent: 40,
      etaSeconds: 11,
    });
  });

  it("a guest that dirties faster than memory moves has no end in sight", () => {
    expect(readProgress({ ...stats, memory_dirty_rate: 5_000 }).etaSeconds).toBeNull();
  });

  it("100 % is only said at the end, and nothing is known before the first figure", () => {
    expect(readProgress({ ...stats, data_remaining: 0 }).percent).toBe(99);
    expect(readProgress({})).toMatchObject({ percent: 0, etaSeconds: null, memoryBps: null });
  });

  it("nonsense from a host stays within bounds", () => {
    expect(readProgress({ data_total: 10, data_remaining: 50 }).percent).toBe(0);
    expect(readProgress({ data_total: 2n ** 62n, data_remaining: 0 }).percent).toBe(99);
  });
});

describe("figures of the history", () => {
  it("what was not measured is null, never 0", () => {
    expect(readFigures({})).toEqual({
      totalBytes: null,
      downtimeMs: null,
      iterations: null,
      elapsedMs: null,
    });
    expect(readFigures({ ...stats, downtime: 63 })).toMatchObject({
      totalBytes: 40_000_000,
      downtimeMs: 63,
      iterations: 2,
    });
  });
});
