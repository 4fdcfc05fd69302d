"use client";
import type { ComponentProps } from "react";
import { cn } from "../_lib/cn";
import { useFieldControl } from "./field-context";
import { controlClass } from "./input";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  const field = useFieldControl(props);
  return (
    <textarea
      rows={4}
      spellCheck={false}
      {...field}
      {...props}
      className={cn(controlClass, "py-1.5", className)}
    />
  );
}
