import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

/** The two clocks of an event: wall time for people, monotonic time of one boot for durations. */
export interface Stamp {
  at: Date;
  monotonicMs: number;
  bootId: string;
}

/** Where the kernel does not name the boot, the process stands for it: durations then end with it. */
function readBootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return randomUUID();
  }
}

const bootId = readBootId();

export const stamp = (): Stamp => ({
  at: new Date(),
  monotonicMs: Number(process.hrtime.bigint() / 1_000n) / 1_000,
  bootId,
});

/** Milliseconds between two stamps; wall time decides only across boots, and never below zero. */
export function elapsedMs(from: Stamp, to: Stamp): number {
  const ms =
    from.bootId === to.bootId
      ? to.monotonicMs - from.monotonicMs
      : to.at.getTime() - from.at.getTime();
  return Math.max(0, Math.round(ms));
}
