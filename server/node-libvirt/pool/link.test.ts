import { describe, expect, test } from "vitest";
import { AuthError, ConnectionClosedError, TransportError } from "../errors/errors";
import { cameUp, connecting, initialLink, retryDelayMs, wentDown } from "./link";

const backoff = { minMs: 1000, maxMs: 60_000 };
const lost = new ConnectionClosedError("lost");
const changed = new TransportError({ step: "hostKey", reason: "hostKeyChanged" }, "changed");

function fall(link: Parameters<typeof wentDown>[0], nowMs: number, error: Error = lost) {
  return wentDown(link, { error, nowMs, backoff, random: 0 });
}

describe("link", () => {
  test("pauses double up to the longest", () => {
    let link = initialLink(0);
    const pauses = Array.from({ length: 8 }, () => {
      link = fall(connecting(link), 0);
      return link.nextTryMs;
    });
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  });

  test("chance shortens a pause by at most a half, and never to nothing", () => {
    expect(retryDelayMs(lost, { attempt: 3, backoff, random: 0.999 })).toBeGreaterThan(2000);
    expect(retryDelayMs(lost, { attempt: 3, backoff, random: 0 })).toBe(4000);
    expect(retryDelayMs(lost, { attempt: 5000, backoff, random: 0 })).toBe(60_000);
  });

  test("'down since' is when the host was lost, whatever the number of attempts", () => {
    const up = cameUp(connecting(initialLink(0)), 1000);
    const down = fall(up, 50_000);
    const again = fall(connecting(down), 99_000);
    expect([down.sinceMs, again.sinceMs]).toEqual([50_000, 50_000]);
    expect(connecting(again)).toMatchObject({ state: "connecting", error: lost, sinceMs: 50_000 });
    expect(connecting(again)).not.toHaveProperty("nextTryMs");
  });

  test("a lasting connection starts the pauses anew, one that fell at once does not", () => {
    const tired = { ...initialLink(0), attempt: 6 };
    expect(fall(cameUp(tired, 0), 10_000).attempt).toBe(1);
    expect(fall(cameUp(tired, 0), 9_999).attempt).toBe(7);
  });

  test("coming up leaves no old error behind", () => {
    expect(cameUp(fall(connecting(initialLink(0)), 0), 5)).toEqual({
      state: "up",
      sinceMs: 5,
      attempt: 1,
    });
  });

  test.each([changed, new AuthError("saslRejected", "wrong password")])(
    "what only a person can mend is retried rarely: $message",
    (error) => {
      expect(fall(connecting(initialLink(0)), 0, error).nextTryMs).toBe(300_000);
    },
  );
});
