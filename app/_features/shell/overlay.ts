"use client";
import { useSyncExternalStore } from "react";
import { createRequestStore } from "@/app/_lib/request-store";

export type Overlay = "palette" | "tasks" | "shortcuts" | "rail";

/** The one layer of the shell that lies over the page, if any. */
export const overlay = createRequestStore<Overlay>();

export function toggleOverlay(which: Overlay): void {
  if (overlay.current() === which) overlay.close();
  else overlay.open(which);
}

export function useOverlay(): Overlay | null {
  return useSyncExternalStore(overlay.subscribe, overlay.current, overlay.none);
}
