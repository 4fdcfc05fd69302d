"use client";
import { type RefObject, useEffect } from "react";

/** While `alone`, everything beside the element and its ancestors can be neither focused nor read. */
export function useAlone(element: RefObject<HTMLElement | null>, alone: boolean): void {
  useEffect(() => {
    if (!alone) return;
    const hidden: HTMLElement[] = [];
    let inside: HTMLElement | null = element.current;
    // Menus and tooltips are added to the body later, so the body's own children stay as they are.
    while (inside?.parentElement && inside.parentElement !== document.body) {
      for (const sibling of inside.parentElement.children) {
        if (sibling === inside || !(sibling instanceof HTMLElement) || sibling.inert) continue;
        sibling.inert = true;
        hidden.push(sibling);
      }
      inside = inside.parentElement;
    }
    return () => {
      for (const sibling of hidden) sibling.inert = false;
    };
  }, [element, alone]);
}
