"use client";
import { Check, Minus } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "../_lib/cn";

interface CheckboxProps extends ComponentProps<typeof Radix.Root> {
  label?: ReactNode;
  hint?: ReactNode;
}

export function Checkbox({ label, hint, className, id, ...props }: CheckboxProps) {
  const ownId = useId();
  const box = (
    <Radix.Root
      id={id ?? ownId}
      aria-describedby={hint ? `${ownId}-hint` : undefined}
      {...props}
      className={cn(checkboxClass, className)}
    >
      <Radix.Indicator>
        {props.checked === "indeterminate" ? (
          <Minus className="size-3" strokeWidth={3} aria-hidden="true" />
        ) : (
          <Check className="size-3" strokeWidth={3} aria-hidden="true" />
        )}
      </Radix.Indicator>
    </Radix.Root>
  );
  if (label === undefined) return box;
  return (
    <div className="flex items-start gap-2">
      <span className="flex h-5 items-center">{box}</span>
      <div>
        <label htmlFor={id ?? ownId}>{label}</label>
        {hint && (
          <p id={`${ownId}-hint`} className="text-sm text-text-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

const checkboxClass =
  "relative flex size-4 shrink-0 items-center justify-center rounded-sm border border-border-strong bg-surface text-white " +
  "after:absolute after:-inset-1.5 data-[state=checked]:border-accent data-[state=checked]:bg-accent " +
  "data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent disabled:opacity-45";
