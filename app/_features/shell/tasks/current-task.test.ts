import { describe, expect, test } from "vitest";
import type { OperationView } from "@/server/operations/types";
import { LINGER_MS, stripTasks } from "./current-task";

const operation = (id: string, more: Partial<OperationView> = {}): OperationView => ({
  id,
  kind: "machine.start",
  state: "running",
  phase: null,
  target: { hostId: "h", uuid: "u", name: "web-01", hostName: "kvm-01" },
  destination: null,
  requestedBy: { id: "me", name: "li" },
  createdAtMs: 0,
  startedAtMs: 0,
  endedAtMs: null,
  progress: null,
  problem: null,
  cancellable: false,
  command: null,
  ...more,
});

describe("the task strip", () => {
  test("tells about my task before others'", () => {
    const tasks = [operation("theirs", { requestedBy: { id: "x", name: "x" } }), operation("mine")];
    expect(stripTasks(tasks, { meId: "me", nowMs: 0 }).current?.id).toBe("mine");
  });

  test("an ended task is news for half a minute", () => {
    const tasks = [operation("done", { state: "succeeded", endedAtMs: 1_000 })];
    const at = (nowMs: number) => stripTasks(tasks, { meId: "me", nowMs }).ended?.id;
    expect(at(1_000 + LINGER_MS - 1)).toBe("done");
    expect(at(1_000 + LINGER_MS)).toBeUndefined();
  });

  test("an outcome that is still being read counts as open", () =>
    expect(
      stripTasks([operation("lost", { state: "indeterminate" })], { meId: "me", nowMs: 0 }).open,
    ).toHaveLength(1));
});
