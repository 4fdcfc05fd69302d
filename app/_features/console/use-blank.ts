"use client";
import { useEffect, useState } from "react";

const LOOK_MS = 4_000;

/** Whether a live screen has been nothing but black for some seconds. */
export function useBlank(
  session: { readonly current: { isBlank(): boolean } | null },
  isLive: boolean,
): boolean {
  const [isBlank, setIsBlank] = useState(false);
  useEffect(() => {
    setIsBlank(false);
    if (!isLive) return;
    const timer = setInterval(() => {
      if (!document.hidden) setIsBlank(session.current?.isBlank() ?? false);
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [session, isLive]);
  return isBlank;
}
