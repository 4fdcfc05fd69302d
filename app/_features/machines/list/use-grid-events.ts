"use client";
import type { KeyboardEvent, MouseEvent } from "react";
import { gridTarget, openMenuAt } from "./grid-target";
import type { ListController } from "./use-list-controller";

/** What a click and the paging keys do in the grid; the other keys are page-wide shortcuts. */
export function useGridEvents(list: ListController) {
  const onClick = (event: MouseEvent) => {
    const hit = gridTarget(event.target);
    if (hit?.group !== undefined) return list.fold(hit.group);
    if (hit?.key === undefined) return;
    const { key, part } = hit;
    list.setActive(key);
    if (part === "menu") return openMenuAt(event.target instanceof Element ? event.target : null);
    if (event.shiftKey) return list.selection.extendTo(key);
    // Ctrl+click on the name is the browser's own: a new tab.
    if (part === "open" && (event.ctrlKey || event.metaKey)) return;
    if (part === "check" || event.ctrlKey || event.metaKey) return list.selection.toggle(key);
    if (part !== "open") return list.peekAt(key);
    event.preventDefault();
    list.open(key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const pagePx = event.currentTarget.clientHeight;
    const page = Math.max(1, Math.floor(pagePx / list.rowHeightPx) - 2);
    const steps: Record<string, number> = {
      PageDown: page,
      PageUp: -page,
      End: list.items.length,
      Home: -list.items.length,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    list.move(step);
  };
  return { onClick, onKeyDown };
}
