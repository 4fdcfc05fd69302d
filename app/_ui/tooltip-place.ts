export type TooltipSide = "top" | "right" | "bottom" | "left";

const GAP = 6;
const EDGE = 8;

const opposite = { top: "bottom", bottom: "top", left: "right", right: "left" } as const;

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Puts the bubble beside its anchor, on the other side where there is no room, never off the screen. */
export function placeTooltip(bubble: HTMLElement, anchor: Element, side: TooltipSide): void {
  const view = { width: document.documentElement.clientWidth, height: innerHeight };
  const size = { width: bubble.offsetWidth, height: bubble.offsetHeight };
  const place = tooltipPlace({ anchor: anchor.getBoundingClientRect(), size, view, side });
  bubble.style.left = `${place.left}px`;
  bubble.style.top = `${place.top}px`;
}

export function tooltipPlace(wanted: {
  anchor: Box;
  size: { width: number; height: number };
  view: { width: number; height: number };
  side: TooltipSide;
}): { left: number; top: number } {
  const { anchor, size, view, side } = wanted;
  const first = beside(anchor, size, side);
  const fits =
    first.left >= 0 &&
    first.top >= 0 &&
    first.left + size.width <= view.width &&
    first.top + size.height <= view.height;
  const { left, top } = fits ? first : beside(anchor, size, opposite[side]);
  const within = (at: number, length: number, room: number) =>
    Math.max(EDGE, Math.min(at, room - length - EDGE));
  return {
    left: within(left, size.width, view.width),
    top: within(top, size.height, view.height),
  };
}

function beside(anchor: Box, size: { width: number; height: number }, side: TooltipSide) {
  const middleX = anchor.left + (anchor.width - size.width) / 2;
  const middleY = anchor.top + (anchor.height - size.height) / 2;
  switch (side) {
    case "top":
      return { left: middleX, top: anchor.top - size.height - GAP };
    case "bottom":
      return { left: middleX, top: anchor.top + anchor.height + GAP };
    case "left":
      return { left: anchor.left - size.width - GAP, top: middleY };
    case "right":
      return { left: anchor.left + anchor.width + GAP, top: middleY };
  }
}
