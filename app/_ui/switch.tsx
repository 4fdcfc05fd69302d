"use client";
import { Switch as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "../_lib/cn";
import { useFieldControl } from "./field-context";

export function Switch({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  const field = useFieldControl(props);
  return (
    <Radix.Root
      {...field}
      {...props}
      className={cn(
        "relative h-4.5 w-8 shrink-0 rounded-full border border-border-strong bg-sunken transition-[background-color] after:absolute after:-inset-1.5",
        "data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:opacity-45",
        className,
      )}
    >
      <Radix.Thumb className="block size-3 translate-x-0.5 rounded-full bg-border-strong transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-white" />
    </Radix.Root>
  );
}
