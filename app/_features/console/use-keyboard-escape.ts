"use client";
import { type RefObject, useEffect } from "react";

/**
 * The way out of an element that takes every key (WCAG 2.1.2): Ctrl, Alt and Shift together, in
 * whatever order they go down. Caught before the element sees the last of them.
 */
export function useKeyboardEscape(
  element: RefObject<HTMLElement | null>,
  onEscape: () => void,
): void {
  useEffect(() => {
    const target = element.current;
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isEscapeChord(event)) return;
      event.preventDefault();
      event.stopPropagation();
      onEscape();
    };
    target?.addEventListener("keydown", onKeyDown, { capture: true });
    return () => target?.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [element, onEscape]);
}

function isEscapeChord(event: KeyboardEvent): boolean {
  const isModifier = ["Control", "Alt", "Shift", "Meta"].includes(event.key);
  return isModifier && event.ctrlKey && event.altKey && event.shiftKey;
}
