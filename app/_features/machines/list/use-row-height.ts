"use client";
import { useSyncExternalStore } from "react";

const TWO_LINES_PX = 56;

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-density"] });
  const pointer = matchMedia("(pointer: coarse)");
  pointer.addEventListener("change", listener);
  return () => {
    observer.disconnect();
    pointer.removeEventListener("change", listener);
  };
}

const read = (): number =>
  Number.parseInt(
    getComputedStyle(document.documentElement).getPropertyValue("--row-height"),
    10,
  ) || 36;

/** The height of a row in px, as density and pointer ask for; two lines where there is no room for columns. */
export function useRowHeight(narrow: boolean): number {
  const height = useSyncExternalStore(subscribe, read, () => 36);
  return narrow ? TWO_LINES_PX : height;
}
