"use client";
import type { ComponentProps } from "react";
import { cn } from "../_lib/cn";
import { useFieldControl } from "./field-context";

export const controlClass =
  "w-full rounded-md border border-border-strong bg-surface px-2.5 text-base text-text transition-[border-color] " +
  "focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-accent/35 focus-visible:outline-offset-0 " +
  "aria-invalid:border-err-dot disabled:opacity-50";

export function Input({ className, ...props }: ComponentProps<"input">) {
  const field = useFieldControl(props);
  return (
    <input
      autoComplete="off"
      {...field}
      {...props}
      className={cn(controlClass, "h-8 coarse:h-11", className)}
    />
  );
}
