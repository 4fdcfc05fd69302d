import type { ComponentProps } from "react";
import { cn } from "../_lib/cn";

/** A plain table for short lists; the machines list has its own virtual grid. */
export function Table({ className, ...props }: ComponentProps<"table">) {
  return <table {...props} className={cn("w-full border-collapse text-left", className)} />;
}

export function TableHead({ className, ...props }: ComponentProps<"thead">) {
  return <thead {...props} className={cn("text-sm text-text-2", className)} />;
}

export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      {...props}
      className={cn(
        "border-border border-b [tbody>&]:hover:bg-hover aria-selected:bg-accent-bg!",
        className,
      )}
    />
  );
}

export function TableHeader({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...props}
      className={cn(
        "h-8 whitespace-nowrap px-2.5 font-medium first:pl-(--gutter) last:pr-(--gutter)",
        className,
      )}
    />
  );
}

export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return (
    <td
      {...props}
      className={cn(
        "h-(--row-height) px-2.5 align-middle first:pl-(--gutter) last:pr-(--gutter)",
        className,
      )}
    />
  );
}
