import { describe, expect, it } from "vitest";
import {
  canStart,
  emptyPlan,
  optionsOf,
  type Plan,
  planned,
  readLimit,
  shownLines,
  type Verdict,
} from "./plan";

const verdict = (part: Partial<Verdict>): Verdict => ({
  kind: "verdict",
  ready: true,
  needsUnsafe: false,
  suggestedMode: "peerToPeer",
  suggestCopyStorage: false,
  command: "virsh migrate",
  ...part,
});
const onto = (plan: Plan, part: Partial<Verdict>) =>
  planned(plan, { kind: "message", message: verdict(part) });
const chosen = planned(emptyPlan, { kind: "destination", id: "b" });

describe("a migration plan", () => {
  it("follows the suggested mode until a person chooses one", () => {
    const suggested = onto(chosen, { suggestedMode: "managed" });
    expect(optionsOf(suggested)?.mode).toBe("managed");
    const byHand = planned(suggested, { kind: "mode", mode: "peerToPeer" });
    expect(optionsOf(onto(byHand, { suggestedMode: "managed" }))?.mode).toBe("peerToPeer");
  });

  it("copies disks only when a person says so, and not to the next destination unasked", () => {
    const suggested = onto(chosen, { suggestCopyStorage: true });
    expect(optionsOf(suggested)?.copyStorage).toBe(false);
    const on = planned(suggested, { kind: "copyStorage", on: true });
    expect(optionsOf(on)?.copyStorage).toBe(true);
    expect(planned(on, { kind: "destination", id: "c" }).copyStorage).toBe(false);
  });

  it("waits for the check of what it changed to by itself, and does not flip to and fro", () => {
    const flipped = onto(chosen, { suggestedMode: "managed" });
    expect(canStart(flipped)).toBe(false);
    const checked = onto(planned(flipped, { kind: "precheckStarted" }), {
      suggestedMode: "peerToPeer",
    });
    expect(canStart(checked)).toBe(true);
    expect(optionsOf(checked)?.mode).toBe("managed");
  });

  it("starts only after a verdict, and what is unsafe only after it was accepted", () => {
    expect(canStart(chosen)).toBe(false);
    expect(canStart(onto(chosen, {}))).toBe(true);
    const unsafe = onto(chosen, { ready: false, needsUnsafe: true });
    expect(canStart(unsafe)).toBe(false);
    expect(canStart(planned(unsafe, { kind: "acceptUnsafe", on: true }))).toBe(true);
    const failing = onto(chosen, { ready: false });
    expect(canStart(planned(failing, { kind: "acceptUnsafe", on: true }))).toBe(false);
  });

  it("forgets the consent when the destination changes", () => {
    const accepted = planned(onto(chosen, { ready: false, needsUnsafe: true }), {
      kind: "acceptUnsafe",
      on: true,
    });
    expect(planned(accepted, { kind: "destination", id: "c" }).acceptUnsafe).toBe(false);
  });

  it("does not start with a bandwidth that cannot be read", () => {
    const odd = planned(onto(chosen, {}), { kind: "bandwidth", text: "fast" });
    expect(optionsOf(odd)).toBeNull();
    expect(canStart(odd)).toBe(false);
  });

  it("does not start while a newer pre-check is under way, and keeps the last lines in view", () => {
    const line = { name: "cpu", status: "pass", problem: null } as const;
    const checked = onto(planned(chosen, { kind: "message", message: { kind: "line", line } }), {});
    const again = planned(checked, { kind: "precheckStarted" });
    expect(canStart(again)).toBe(false);
    expect(shownLines(again)).toEqual([line]);
    expect(shownLines(onto(again, {}))).toEqual([]);
  });

  it("replaces a line of the pre-check by its name", () => {
    const line = { name: "cpu", problem: null } as const;
    const running = planned(chosen, {
      kind: "message",
      message: { kind: "line", line: { ...line, status: "running" } },
    });
    const passed = planned(running, {
      kind: "message",
      message: { kind: "line", line: { ...line, status: "pass" } },
    });
    expect(passed.lines).toEqual([{ ...line, status: "pass" }]);
  });
});

describe("readLimit", () => {
  it("tells an empty field from one that cannot be read", () => {
    expect(readLimit(" ", 10)).toBeUndefined();
    expect(readLimit("7", 10)).toBe(7);
    for (const text of ["0", "11", "-1", "1.5", "1e3", "x", "9999999999"]) {
      expect(readLimit(text, 10)).toBeNull();
    }
  });
});
