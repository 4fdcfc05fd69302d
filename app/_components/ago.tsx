"use client";
import { useFormat } from "../_lib/use-format";
import { useNow } from "../_lib/use-now";

const STEP_MS = 10_000;

/** "2 hours ago", exact when pointed at; keeps up with the clock. */
export function Ago({ atMs, className }: { atMs: number; className?: string }) {
  const format = useFormat();
  const now = useNow(STEP_MS);
  return (
    <time
      dateTime={new Date(atMs).toISOString()}
      title={format.exact(atMs)}
      {...(className ? { className } : {})}
    >
      {now === 0 ? "" : format.ago(atMs, Math.max(now, atMs))}
    </time>
  );
}
