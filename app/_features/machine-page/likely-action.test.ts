import { describe, expect, it } from "vitest";
import type { MachineState } from "@/server/inventory/types";
import { machineCapability } from "@/server/machines/capability";
import { likelyAction } from "./likely-action";

const states: MachineState[] = [
  "running",
  "blocked",
  "paused",
  "shuttingDown",
  "shutOff",
  "crashed",
  "suspended",
];

describe("likelyAction", () => {
  it.each(states)("can be done in the state %s on a host that is there", (state) => {
    const row = { hostId: "h", name: "web", state, reason: "none" } as const;
    expect(machineCapability(likelyAction({ state }), { row, hostLink: "online" })).toEqual({
      allowed: true,
    });
  });
});
