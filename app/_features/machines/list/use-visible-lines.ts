"use client";
import { useEffect, useState } from "react";

/** Lines beyond the edges, and the step in which the window moves: fewer repaints than lines scrolled. */
const OVERSCAN = 6;
const STEP = 4;

/** Before the box was looked at: about a screen. */
const FIRST_LINES = 28;

interface Lines {
  count: number;
  heightPx: number;
  /** The sticky head's height: it covers the first lines of what is in sight. */
  headPx: number;
}

export interface VisibleLines {
  from: number;
  /** Exclusive. */
  to: number;
  scrollTo: (line: number) => void;
}

/** Which lines of equal height are in sight. Repaints only when others come into it. */
export function useVisibleLines(box: HTMLElement | null, lines: Lines): VisibleLines {
  const { count, heightPx, headPx } = lines;
  const [sight, setSight] = useState({ from: 0, to: FIRST_LINES });
  useEffect(() => {
    if (!box) return;
    const look = () => {
      const next = linesInSight(box.scrollTop, box.clientHeight, heightPx);
      setSight((now) => (now.from === next.from && now.to === next.to ? now : next));
    };
    const observer = new ResizeObserver(look);
    observer.observe(box);
    box.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, [box, heightPx]);
  const scrollTo = (line: number) => {
    if (!box) return;
    const top = line * heightPx;
    const bottom = top + headPx + heightPx;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  };
  return { from: Math.min(sight.from, count), to: Math.min(sight.to, count), scrollTo };
}

export function linesInSight(
  scrollPx: number,
  boxPx: number,
  heightPx: number,
): { from: number; to: number } {
  const first = Math.floor(Math.floor(scrollPx / heightPx) / STEP) * STEP;
  const shown = Math.ceil(boxPx / heightPx) + STEP;
  return { from: Math.max(0, first - OVERSCAN), to: first + shown + OVERSCAN };
}
