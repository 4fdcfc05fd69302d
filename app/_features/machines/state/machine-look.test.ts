import { describe, expect, test } from "vitest";
import type { MachineRow } from "@/server/inventory/types";
import { machineLook } from "./machine-look";

const look = (
  state: MachineRow["state"],
  reason: MachineRow["reason"] = "none",
  hasManagedSave = false,
) => machineLook({ row: { state, reason, hasManagedSave }, hostLink: "online" });

describe("the look of a state", () => {
  test.each([
    ["running", "none", "run", "running"],
    ["blocked", "none", "run", "running"],
    ["running", "postCopy", "run", "postCopy"],
    ["paused", "user", "pause", "paused"],
    ["paused", "ioError", "err", "pausedIoError"],
    ["paused", "migration", "busy", "migrating"],
    ["shutOff", "shutdown", "off", "shutOff"],
    ["shutOff", "saved", "sleep", "saved"],
    ["shutOff", "crashed", "err", "crashed"],
    ["crashed", "none", "err", "crashed"],
    ["suspended", "none", "sleep", "suspended"],
    ["unknown", "none", "unk", "unknown"],
  ] as const)("%s (%s) is %s and reads %s", (state, reason, tone, word) =>
    expect(look(state, reason)).toMatchObject({ tone, word }),
  );

  test("only what nobody wanted asks for attention", () => {
    expect(look("paused", "ioError").attention).toBe(true);
    expect(look("crashed").attention).toBe(true);
    expect(look("paused", "user").attention).toBe(false);
    expect(look("shutOff", "destroyed").attention).toBe(false);
  });

  test("a host that is not there says more than the last state it told", () => {
    const row = { state: "running", reason: "none", hasManagedSave: false } as const;
    expect(machineLook({ row, hostLink: "unreachable", busyWith: "machine.start" }).word).toBe(
      "unreachable",
    );
    expect(machineLook({ row, hostLink: "connecting" }).word).toBe("running");
  });

  test("what is being done is shown as a transition, never as its end", () =>
    expect(
      machineLook({
        row: { state: "shutOff", reason: "none", hasManagedSave: false },
        hostLink: "online",
        busyWith: "machine.start",
      }),
    ).toMatchObject({ shape: "ring", word: "starting" }));
});
