import { describe, expect, it } from "vitest";
import { Keepalive } from "./keepalive";

const OPTIONS = { intervalMs: 5_000, count: 2 };

describe("keepalive", () => {
  it("waits until the peer was silent for the interval", () => {
    const keepalive = new Keepalive(OPTIONS, 0);
    expect(keepalive.check(3_000)).toEqual({ action: "wait", againInMs: 2_000 });
    expect(keepalive.check(5_000)).toEqual({ action: "ping", againInMs: 5_000 });
  });

  it("gives the peer up after the counted pings, not before", () => {
    const keepalive = new Keepalive(OPTIONS, 0);
    const actions = [5_000, 10_000, 15_000].map((nowMs) => keepalive.check(nowMs).action);
    expect(actions).toEqual(["ping", "ping", "dead"]);
  });

  it("takes anything heard as a sign of life", () => {
    const keepalive = new Keepalive(OPTIONS, 0);
    keepalive.check(5_000);
    keepalive.check(10_000);
    keepalive.heard(14_000);
    expect(keepalive.check(15_000)).toEqual({ action: "wait", againInMs: 4_000 });
    expect(keepalive.check(19_000).action).toBe("ping");
  });

  it("does not declare the peer dead for the time this process slept", () => {
    const keepalive = new Keepalive(OPTIONS, 0);
    expect(keepalive.check(3_600_000).action).toBe("ping");
  });
});
