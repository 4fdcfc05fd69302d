"use client";
import { useSyncExternalStore } from "react";

const KEY = "flotilla.rail";
const listeners = new Set<() => void>();

/** Whether the rail shows icons only; remembered in this browser. */
export function useCollapsed(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => localStorage.getItem(KEY) === "narrow",
    () => false,
  );
}

export function toggleCollapsed(): void {
  const narrow = localStorage.getItem(KEY) === "narrow";
  localStorage.setItem(KEY, narrow ? "wide" : "narrow");
  for (const listener of listeners) listener();
}
