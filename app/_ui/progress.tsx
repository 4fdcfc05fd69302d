import { cn } from "../_lib/cn";

interface ProgressProps {
  /** 0–100, or undefined when nobody knows. */
  percent: number | undefined;
  label: string;
  className?: string;
}

export function Progress({ percent, label, className }: ProgressProps) {
  const known = percent !== undefined;
  const value = known ? Math.max(0, Math.min(100, percent)) : 35;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={known ? Math.round(value) : undefined}
      className={cn("h-1 w-30 shrink-0 overflow-hidden rounded-full bg-border", className)}
    >
      <div
        className={cn(
          "h-full origin-left rounded-full bg-busy-dot transition-transform",
          !known && "animate-pulse",
        )}
        style={{ transform: `scaleX(${value / 100})` }}
      />
    </div>
  );
}
