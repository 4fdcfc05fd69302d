"use client";
import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** How this person's keyboard names the command key. */
export function useModKey(): string {
  return useSyncExternalStore(
    never,
    () => (/mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘" : "Ctrl "),
    () => "Ctrl ",
  );
}
