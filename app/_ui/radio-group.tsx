"use client";
import { RadioGroup as Radix } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "../_lib/cn";

export function RadioGroup({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root {...props} className={cn("flex flex-col gap-2", className)} />;
}

interface RadioProps extends Omit<ComponentProps<typeof Radix.Item>, "children"> {
  label: ReactNode;
  hint?: ReactNode;
}

/** One choice with its explanation below, all of it clickable. */
export function Radio({ label, hint, className, ...props }: RadioProps) {
  const id = useId();
  return (
    <div className={cn("flex items-start gap-2", className)}>
      <span className="flex h-5 items-center">
        <Radix.Item
          id={id}
          aria-describedby={hint ? `${id}-hint` : undefined}
          {...props}
          className="relative flex size-4 shrink-0 items-center justify-center rounded-full border border-border-strong bg-surface after:absolute after:-inset-1.5 disabled:opacity-45 data-[state=checked]:border-accent"
        >
          <Radix.Indicator className="size-2 rounded-full bg-accent" />
        </Radix.Item>
      </span>
      <div>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-text-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
