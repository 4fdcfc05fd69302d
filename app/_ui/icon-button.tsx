"use client";
import { cn } from "../_lib/cn";
import { Button, type ButtonProps } from "./button";
import { Tooltip } from "./tooltip";

interface IconButtonProps extends Omit<ButtonProps, "aria-label"> {
  /** What it does, for the tooltip and for those who cannot see the icon. */
  label: string;
  /** Shown beside the label in the tooltip. */
  shortcut?: string;
}

export function IconButton({ label, shortcut, className, size, ...props }: IconButtonProps) {
  const square = size === "sm" ? "w-6 px-0! coarse:w-11" : "w-7.5 px-0! coarse:w-11";
  const button = (
    <Button
      variant="ghost"
      size={size ?? "md"}
      {...props}
      aria-label={label}
      className={cn(square, className)}
    />
  );
  if (props.reason !== undefined) return button;
  return (
    <Tooltip text={label} shortcut={shortcut}>
      {button}
    </Tooltip>
  );
}
