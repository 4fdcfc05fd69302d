"use client";
import { Tabs as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "../_lib/cn";

export const Tabs = Radix.Root;

export function TabsList({ className, ...props }: ComponentProps<typeof Radix.List>) {
  return (
    <Radix.List {...props} className={cn("flex items-center gap-0.5 overflow-x-auto", className)} />
  );
}

/** The looks of one tab, also for tabs that are links. */
export const tabClass =
  "inline-flex h-7.5 shrink-0 items-center gap-1.5 rounded-md px-2.5 text-text-2 transition-[background-color,color] " +
  "hover:text-text data-[state=active]:bg-hover data-[state=active]:font-medium data-[state=active]:text-text " +
  "aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-text coarse:h-11";

export function Tab({ className, ...props }: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger {...props} className={cn(tabClass, className)} />;
}

export function TabPanel({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content {...props} className={cn("outline-none", className)} />;
}
