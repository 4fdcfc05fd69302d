"use client";
import { useFormat } from "../_lib/use-format";
import { useNow } from "../_lib/use-now";

const STEP_MS = 60_000;

/** "14:02", with the day when it was another one; exact when pointed at. */
export function Since({ atMs }: { atMs: number }) {
  const format = useFormat();
  const now = useNow(STEP_MS);
  return (
    <time dateTime={new Date(atMs).toISOString()} title={format.exact(atMs)}>
      {now === 0 ? "" : format.clock(atMs, now)}
    </time>
  );
}
