"use client";
import { useCallback, useEffect, useState } from "react";
import type { ConsolePhase } from "./phase";

const SILENT_AFTER_MS = 3_000;

/** Whether a live line has printed nothing, now or in the past the server kept, for a moment. */
export function useSilence(phase: ConsolePhase): { isSilent: boolean; heard: () => void } {
  const [hasSpoken, setHasSpoken] = useState(false);
  const [isLate, setIsLate] = useState(false);
  const isLive = phase.kind === "live";
  const hasPast = phase.kind === "live" && phase.scrollbackBytes > 0;
  useEffect(() => {
    setIsLate(false);
    if (!isLive) return;
    setHasSpoken(hasPast);
    const timer = setTimeout(() => setIsLate(true), SILENT_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isLive, hasPast]);
  const heard = useCallback(() => setHasSpoken(true), []);
  return { isSilent: isLive && isLate && !hasSpoken, heard };
}
