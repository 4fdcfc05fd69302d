import { cn } from "../_lib/cn";

interface MeterBarProps {
  /** 0–100 */
  percent: number;
  /** Full is no alarm: the mark stays neutral. */
  calm?: boolean;
  className?: string;
}

/** The bare mark, where the figure stands beside it: neutral until it matters, then orange, then red. */
export function MeterBar({ percent, calm, className }: MeterBarProps) {
  const value = Math.max(0, Math.min(100, percent));
  const fill = calm
    ? "bg-text-3"
    : value > 95
      ? "bg-err-dot"
      : value > 85
        ? "bg-warn-dot"
        : "bg-text-3";
  return (
    <span
      aria-hidden="true"
      className={cn(
        "block h-1 w-13 shrink-0 overflow-hidden rounded-full bg-border forced-colors:border",
        className,
      )}
    >
      <span
        className={cn("block h-full rounded-full forced-colors:bg-[CanvasText]", fill)}
        style={{ width: `${value}%` }}
      />
    </span>
  );
}
