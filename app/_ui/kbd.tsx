import type { ComponentProps } from "react";
import { cn } from "../_lib/cn";

export function Kbd({ className, ...props }: ComponentProps<"kbd">) {
  return (
    <kbd
      {...props}
      className={cn(
        "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-border bg-surface px-1 font-sans text-text-3 text-xs",
        className,
      )}
    />
  );
}
