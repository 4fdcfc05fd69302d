import { describe, expect, it } from "vitest";
import type { MachineReason, MachineState } from "../inventory/types";
import {
  type MachineAbility,
  type MachineSituation,
  machineCapability,
  yieldsTo,
} from "./capability";
import { machineActions } from "./schema";

const abilities: MachineAbility[] = [...machineActions, "migrate", "console"];

const now = (
  state: MachineState,
  reason: MachineReason = "none",
  over: Partial<MachineSituation> = {},
): MachineSituation => ({
  row: { hostId: "h1", name: "web-01", state, reason },
  hostLink: "online",
  hostName: "kvm1",
  ...over,
});

const allowedIn = (state: MachineState, reason: MachineReason = "none") =>
  abilities.filter((ability) => machineCapability(ability, now(state, reason)).allowed);

const busy = (kind: NonNullable<MachineSituation["busyWith"]>["kind"]) =>
  now("running", "none", {
    busyWith: {
      id: "op1",
      kind,
      phase: "waitingForGuest",
      requestedBy: { id: "u1", name: "ada" },
      createdAtMs: 1,
      startedAtMs: 2,
    },
  });

describe("what can be done in which state", () => {
  it.each([
    ["shutOff", "none", ["start"]],
    ["running", "none", ["shutdown", "reboot", "reset", "forceOff", "pause", "migrate", "console"]],
    ["blocked", "none", ["shutdown", "reboot", "reset", "forceOff", "pause", "migrate", "console"]],
    ["paused", "user", ["reset", "forceOff", "resume", "migrate", "console"]],
    ["paused", "ioError", ["reset", "forceOff", "resume", "migrate", "console"]],
    ["paused", "saving", ["forceOff", "console"]],
    ["paused", "startingUp", ["forceOff", "console"]],
    ["paused", "migration", ["forceOff", "console"]],
    ["paused", "postCopyFailed", ["forceOff", "console"]],
    ["shuttingDown", "none", ["reset", "forceOff", "console"]],
    ["suspended", "none", ["forceOff", "resume", "console"]],
    ["crashed", "crashed", ["reset", "forceOff", "console"]],
    ["unknown", "none", []],
  ] as const)("%s (%s)", (state, reason, expected) => {
    expect(allowedIn(state, reason).sort()).toEqual([...expected].sort());
  });

  it("a machine that a migration holds is never resumed: it may run elsewhere already", () => {
    for (const reason of ["migration", "postCopy", "postCopyFailed"] as const)
      expect(machineCapability("resume", now("paused", reason))).toMatchObject({
        allowed: false,
        problem: { code: "migrationHeld", params: { machine: "web-01" } },
      });
  });
});

describe("reasons", () => {
  it("nothing goes through a host that is not there, and the reason names it", () => {
    for (const ability of abilities)
      expect(
        machineCapability(ability, now("running", "none", { hostLink: "unreachable" })),
      ).toEqual({
        allowed: false,
        problem: {
          code: "hostOffline",
          params: { machine: "web-01", link: "unreachable", host: "kvm1" },
        },
      });
  });

  it("a machine in other hands names the operation, who, since when and how far", () => {
    expect(machineCapability("pause", busy("machine.shutdown"))).toEqual({
      allowed: false,
      problem: {
        code: "machineBusy",
        params: {
          machine: "web-01",
          operationId: "op1",
          operation: "machine.shutdown",
          by: "ada",
          phase: "waitingForGuest",
          sinceMs: 2,
        },
      },
    });
    expect(machineCapability("forceOff", busy("machine.migrate"))).toMatchObject({
      problem: { code: "machineMigrating" },
    });
  });

  it("force off and reset may end a polite request, and nothing else", () => {
    for (const ability of abilities) {
      const ends = ability === "forceOff" || ability === "reset";
      expect(yieldsTo(ability, "machine.shutdown")).toBe(ends);
      expect(yieldsTo(ability, "machine.migrate")).toBe(false);
      expect(yieldsTo(ability, "machine.start")).toBe(false);
    }
    expect(machineCapability("forceOff", busy("machine.shutdown")).allowed).toBe(true);
  });

  it("a console can be looked at whatever is going on", () => {
    expect(machineCapability("console", busy("machine.migrate")).allowed).toBe(true);
    expect(machineCapability("console", now("shutOff"))).toMatchObject({
      problem: { code: "consoleNotRunning" },
    });
  });
});
