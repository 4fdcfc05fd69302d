"use client";
import { Slot } from "radix-ui";
import { type ComponentProps, type MouseEvent, useId } from "react";
import { cn } from "../_lib/cn";
import { Spinner } from "./spinner";
import { Tooltip } from "./tooltip";

const variants = {
  /** The one filled button of a view. */
  primary: "bg-text text-canvas not-aria-disabled:hover:bg-text/88",
  secondary:
    "border border-border bg-surface text-text not-aria-disabled:hover:bg-hover dark:bg-raised",
  ghost: "text-text-2 not-aria-disabled:hover:bg-hover not-aria-disabled:hover:text-text",
  danger: "bg-err-fg text-surface not-aria-disabled:hover:bg-err-fg/90",
  link: "px-0! h-auto! text-accent-text not-aria-disabled:hover:underline underline-offset-2",
} as const;

const sizes = {
  sm: "h-6 gap-1 px-2 text-sm coarse:h-11",
  md: "h-7.5 gap-1.5 px-2.5 text-base coarse:h-11",
  lg: "h-9 gap-2 px-4 text-base coarse:h-11",
} as const;

export const buttonClass = (
  variant: keyof typeof variants = "secondary",
  size: keyof typeof sizes = "md",
) =>
  cn(
    "inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium",
    "transition-[background-color,color,opacity] active:translate-y-px disabled:opacity-45 aria-disabled:opacity-45 aria-disabled:active:translate-y-0",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    variants[variant],
    sizes[size],
  );

export interface ButtonProps extends ComponentProps<"button"> {
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
  /** Render the child (a link) with the looks of a button. */
  asChild?: boolean;
  /** Work is under way: shows a ring and takes no second click. */
  busy?: boolean;
  /** Why it cannot be used now. It stays focusable, so that the reason can be read. */
  reason?: string | undefined;
}

export function Button({ variant, size, asChild, busy, reason, className, ...props }: ButtonProps) {
  const reasonId = useId();
  const off = busy === true || reason !== undefined;
  const classes = cn(buttonClass(variant, size), className);
  if (asChild) return <Slot.Root {...props} className={classes} />;
  const button = (
    <button
      type="button"
      {...props}
      className={classes}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      aria-describedby={reason === undefined ? props["aria-describedby"] : reasonId}
      onClick={(event: MouseEvent<HTMLButtonElement>) =>
        off ? event.preventDefault() : props.onClick?.(event)
      }
    >
      {busy && <Spinner />}
      {props.children}
    </button>
  );
  if (reason === undefined) return button;
  return (
    <>
      <Tooltip text={reason}>{button}</Tooltip>
      <span id={reasonId} hidden>
        {reason}
      </span>
    </>
  );
}
