import type { ComponentProps } from "react";
import { cn } from "../_lib/cn";

export type Tone = "run" | "off" | "pause" | "err" | "busy" | "sleep" | "warn" | "unk" | "accent";

export const toneText = {
  run: "text-run-fg",
  off: "text-off-fg",
  pause: "text-pause-fg",
  err: "text-err-fg",
  busy: "text-busy-fg",
  sleep: "text-sleep-fg",
  warn: "text-warn-fg",
  unk: "text-unk-fg",
  accent: "text-accent-text",
} as const satisfies Record<Tone, string>;

export const toneMark = {
  run: "text-run-dot",
  off: "text-off-dot",
  pause: "text-pause-dot",
  err: "text-err-dot",
  busy: "text-busy-dot",
  sleep: "text-sleep-dot",
  warn: "text-warn-dot",
  unk: "text-unk-dot",
  accent: "text-accent",
} as const satisfies Record<Tone, string>;

const toneFill = {
  run: "bg-run-bg",
  off: "bg-off-bg",
  pause: "bg-pause-bg",
  err: "bg-err-bg",
  busy: "bg-busy-bg",
  sleep: "bg-sleep-bg",
  warn: "bg-warn-bg",
  unk: "bg-unk-bg",
  accent: "bg-accent-bg",
} as const satisfies Record<Tone, string>;

interface BadgeProps extends ComponentProps<"span"> {
  /** Without a tone: an outlined label, as for tags. */
  tone?: Tone;
}

export function Badge({ tone, className, ...props }: BadgeProps) {
  return (
    <span
      {...props}
      className={cn(
        "inline-flex h-5 max-w-full items-center gap-1 truncate whitespace-nowrap rounded-sm px-1.5 text-xs [&_svg]:size-3",
        tone ? cn(toneText[tone], toneFill[tone]) : "border border-border text-text-2",
        className,
      )}
    />
  );
}
