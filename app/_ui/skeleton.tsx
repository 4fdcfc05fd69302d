import type { ComponentProps } from "react";
import { cn } from "../_lib/cn";

export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      aria-hidden="true"
      {...props}
      className={cn("h-3 animate-pulse rounded-sm bg-hover", className)}
    />
  );
}
