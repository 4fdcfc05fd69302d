/** What in the grid an event happened on, read from the markup: rows carry no handlers of their own. */
export interface GridTarget {
  key: string | undefined;
  group: string | undefined;
  part: "check" | "menu" | "open" | "row";
}

export function gridTarget(target: EventTarget | null): GridTarget | undefined {
  if (!(target instanceof Element)) return undefined;
  const key = target.closest("[data-row]")?.getAttribute("data-row") ?? undefined;
  const group = target.closest("[data-group]")?.getAttribute("data-group") ?? undefined;
  if (key === undefined && group === undefined) return undefined;
  const part = target.closest("[data-check]")
    ? "check"
    : target.closest("[data-menu]")
      ? "menu"
      : target.closest("[data-open]")
        ? "open"
        : "row";
  return { key, group, part };
}

/** Opens the context menu at an element, as a right click there would. */
export function openMenuAt(element: Element | null): void {
  if (!element) return;
  const box = element.getBoundingClientRect();
  element.dispatchEvent(
    new MouseEvent("contextmenu", {
      bubbles: true,
      cancelable: true,
      clientX: box.left + Math.min(24, box.width / 2),
      clientY: box.top + box.height / 2,
    }),
  );
}
