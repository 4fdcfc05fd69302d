"use client";
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const tell of listeners) tell();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/**
 * The time, coarse: a component repaints only when its own step passes. One timer for the whole page.
 */
export function useNow(stepMs: number): number {
  const read = () => {
    if (now === 0 || timer === undefined) now = Date.now();
    return Math.floor(now / stepMs) * stepMs;
  };
  return useSyncExternalStore(subscribe, read, () => 0);
}
