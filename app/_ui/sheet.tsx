"use client";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "../_lib/cn";
import { overlayClass } from "./dialog";

interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  side: "left" | "bottom" | "right";
  /** Read out, not shown: a sheet brings its own heading. */
  title: string;
  children: ReactNode;
  className?: string;
}

const sides = {
  left: "inset-y-0 left-0 w-70 max-w-[85vw] border-r",
  right: "inset-y-0 right-0 w-105 max-w-full border-l",
  bottom: "inset-x-0 bottom-0 max-h-[85vh] rounded-t-lg border-t",
} as const;

/** A panel over the page's edge: the rail on a phone, the peek as a bottom sheet. */
export function Sheet(props: SheetProps) {
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content
          aria-describedby={undefined}
          className={cn(
            "fixed z-40 flex animate-pop flex-col overflow-y-auto border-border bg-surface shadow-float outline-none",
            sides[props.side],
            props.className,
          )}
        >
          <Radix.Title className="sr-only">{props.title}</Radix.Title>
          {props.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
