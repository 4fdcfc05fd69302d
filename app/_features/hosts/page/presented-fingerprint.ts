import type { Problem } from "@/server/problem";

/** The fingerprint a host showed instead of the pinned one, as its problem tells it. */
export function presentedFingerprint(
  problem: Problem | null,
  pinned: string | null,
): string | null {
  const found = Object.values(problem?.params ?? {})
    .map((value) => String(value))
    .find((text) => /^SHA256:[A-Za-z0-9+/]{43}$/.test(text) && text !== pinned);
  return found ?? null;
}
