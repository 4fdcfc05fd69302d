"use client";
import { useCallback, useEffect, useState } from "react";

export interface FullScreen {
  isFull: boolean;
  isPossible: boolean;
  toggle: () => void;
}

/**
 * Full screen of the whole page, not of one element: menus and tooltips live at the end of the body
 * and would not be seen otherwise.
 */
export function useFullScreen(): FullScreen {
  const [isFull, setIsFull] = useState(false);
  const [isPossible, setIsPossible] = useState(true);
  useEffect(() => {
    const follow = () => setIsFull(document.fullscreenElement !== null);
    follow();
    setIsPossible(document.fullscreenEnabled);
    document.addEventListener("fullscreenchange", follow);
    return () => document.removeEventListener("fullscreenchange", follow);
  }, []);
  const toggle = useCallback(() => void (document.fullscreenElement ? leave() : enter()), []);
  return { isFull, toggle, isPossible };
}

async function enter(): Promise<void> {
  await document.documentElement.requestFullscreen({ navigationUI: "hide" }).catch(() => undefined);
  // Where the browser can, Escape goes to the guest and is held to leave.
  if (document.fullscreenElement) await navigator.keyboard?.lock().catch(() => undefined);
}

async function leave(): Promise<void> {
  navigator.keyboard?.unlock();
  await document.exitFullscreen().catch(() => undefined);
}
