import { describe, expect, it } from "vitest";
import type { MigrationProgress, OperationView } from "@/server/operations/types";
import { progressHistory, rateColumn, recordProgress, remainingColumn } from "./progress-history";

const progress: MigrationProgress = {
  elapsedMs: 500,
  dataTotalBytes: 1000,
  dataProcessedBytes: 400,
  dataRemainingBytes: 600,
  memoryTotalBytes: 1000,
  memoryRemainingBytes: 600,
  memoryBps: null,
  memoryDirtyBps: null,
  iteration: 1,
  downtimeMs: null,
  percent: 40,
  etaSeconds: null,
};
const operation = (id: string, part: Partial<MigrationProgress>): OperationView => ({
  id,
  kind: "machine.migrate",
  state: "running",
  phase: "perform",
  target: { hostId: "a", uuid: "u", name: "web", hostName: "a" },
  destination: { hostId: "b", hostName: "b" },
  requestedBy: { id: "p", name: "ada" },
  createdAtMs: 1_000,
  startedAtMs: 2_000,
  endedAtMs: null,
  progress: { ...progress, ...part },
  problem: null,
  cancellable: true,
  command: null,
});

describe("a migration's history", () => {
  it("keeps what was not measured a gap", () => {
    recordProgress(operation("one", {}));
    const history = progressHistory("one");
    expect(history.times()).toEqual([2.5]);
    expect(history.last(remainingColumn)).toBe(600);
    expect(history.last(rateColumn)).toBeNull();
  });

  it("is bounded in migrations", () => {
    const first = progressHistory("kept-0");
    for (let n = 1; n <= 8; n++) progressHistory(`kept-${n}`);
    expect(progressHistory("kept-8")).toBe(progressHistory("kept-8"));
    expect(progressHistory("kept-0")).not.toBe(first);
  });
});
