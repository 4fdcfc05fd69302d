"use client";
import { useEffect, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
const nobody: readonly string[] = [];
let subject: readonly string[] = nobody;

function set(keys: readonly string[]): void {
  subject = keys;
  for (const listener of listeners) listener();
}

/** Says which machines (`hostId/uuid`) the page is about now, for the palette's verbs. Pass a stable array. */
export function useSubject(keys: readonly string[]): void {
  useEffect(() => {
    set(keys);
    return () => set(nobody);
  }, [keys]);
}

export function useCurrentSubject(): readonly string[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => subject,
    () => nobody,
  );
}
