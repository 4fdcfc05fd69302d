import { expect, test } from "vitest";
import { consoleEnds } from "@/server/consoles/schema";
import { phaseOfClose, retryDelayMs, waitingFor } from "./phase";

test("each closing code is told by its name, and any other as a cut", () => {
  for (const [end, code] of Object.entries(consoleEnds)) {
    expect(phaseOfClose(code, "raw")).toEqual({ kind: "ended", end, detail: "raw" });
  }
  for (const code of [1000, 1005, 1006, 1012, 4999]) {
    expect(phaseOfClose(code, "")).toMatchObject({ end: "cut" });
  }
});

test("what mends itself is tried again, what a person decided or lost is not", () => {
  const waits = (code: number) => waitingFor(phaseOfClose(code, ""));
  expect(waits(1006)).toBe("time");
  expect(waits(consoleEnds.restarting)).toBe("time");
  expect(waits(consoleEnds.hostLost)).toBe("host");
  expect(waits(consoleEnds.machineStopped)).toBe("machine");
  for (const end of ["serialTaken", "serialBusy", "idle", "signedOut", "displayClosed"] as const) {
    expect(waits(consoleEnds[end])).toBeNull();
  }
});

test("a ticket that was refused because the machine is off waits for the machine", () => {
  expect(waitingFor({ kind: "refused", problem: { code: "consoleNotRunning" } })).toBe("machine");
  expect(waitingFor({ kind: "refused", problem: { code: "consoleSpice" } })).toBeNull();
});

test("tries become rarer and never rarer than every ten seconds", () => {
  expect([0, 1, 2, 3, 20].map(retryDelayMs)).toEqual([300, 600, 1200, 2400, 10_000]);
});
