"use client";
import { Slot } from "radix-ui";
import {
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import { Kbd } from "./kbd";
import { placeTooltip, type TooltipSide } from "./tooltip-place";

interface TooltipProps {
  text: ReactNode;
  shortcut?: string | undefined;
  side?: TooltipSide;
  children: ReactNode;
}

const DELAY_MS = 400;
const WARM_MS = 300;
let lastClosedAtMs = 0;

/**
 * A word about a control, on hover and on keyboard focus. By hand and small: it stands on almost every
 * button of the first page, where a positioning library would weigh more than the page's own code.
 */
export function Tooltip({ text, shortcut, side = "top", children }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const open = (element: Element, delayMs: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(element), delayMs);
  };
  const close = () => {
    clearTimeout(timer.current);
    if (anchor) lastClosedAtMs = Date.now();
    setAnchor(null);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <>
      <Slot.Root
        {...(anchor ? { "aria-describedby": id } : {})}
        onPointerEnter={(event: PointerEvent) => {
          if (event.pointerType === "touch") return;
          open(event.currentTarget, Date.now() - lastClosedAtMs < WARM_MS ? 0 : DELAY_MS);
        }}
        onPointerLeave={close}
        onPointerDown={close}
        onFocus={(event: FocusEvent) =>
          event.currentTarget.matches(":focus-visible") && open(event.currentTarget, 0)
        }
        onBlur={close}
        onKeyDown={(event: KeyboardEvent) => event.key === "Escape" && close()}
      >
        {children}
      </Slot.Root>
      {anchor && (
        <Bubble id={id} anchor={anchor} side={side} onScroll={close}>
          {text}
          {shortcut && (
            <Kbd className="border-canvas/30 bg-transparent text-canvas">{shortcut}</Kbd>
          )}
        </Bubble>
      )}
    </>
  );
}

interface BubbleProps {
  id: string;
  anchor: Element;
  side: TooltipSide;
  onScroll: () => void;
  children: ReactNode;
}

function Bubble({ id, anchor, side, onScroll, children }: BubbleProps) {
  useEffect(() => {
    document.addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => document.removeEventListener("scroll", onScroll, { capture: true });
  }, [onScroll]);
  return createPortal(
    <div
      id={id}
      role="tooltip"
      ref={(bubble) => {
        if (bubble) placeTooltip(bubble, anchor, side);
      }}
      className="pointer-events-none fixed z-50 flex w-max max-w-80 animate-pop items-center gap-2 rounded-md bg-text px-2 py-1 text-canvas text-sm shadow-float"
    >
      {children}
    </div>,
    document.body,
  );
}
