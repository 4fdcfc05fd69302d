import { cn } from "@/app/_lib/cn";
import { type Tone, toneMark } from "@/app/_ui/badge";
import type { MarkShape } from "./machine-look";

interface StateMarkProps {
  tone: Tone;
  shape: MarkShape;
  className?: string;
}

/** The small shape beside a state's word; each state has its own, so that colour is never alone. */
export function StateMark({ tone, shape, className }: StateMarkProps) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 10 10"
      className={cn("size-2.5 shrink-0 forced-colors:text-[CanvasText]", toneMark[tone], className)}
    >
      {shapes[shape]}
    </svg>
  );
}

const shapes = {
  solid: <circle cx="5" cy="5" r="4" fill="currentColor" />,
  hollow: <circle cx="5" cy="5" r="3.3" fill="none" stroke="currentColor" strokeWidth="1.4" />,
  ring: (
    <g className="origin-center animate-ring">
      <circle
        cx="5"
        cy="5"
        r="3.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        opacity=".3"
      />
      <path
        d="M5 1.4a3.6 3.6 0 0 1 3.6 3.6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </g>
  ),
  dashed: (
    <circle
      cx="5"
      cy="5"
      r="3.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeDasharray="1.6 1.6"
    />
  ),
  bars: <path d="M1.5 1h2.6v8H1.5zM5.9 1h2.6v8H5.9z" fill="currentColor" />,
  square: <rect x="1.2" y="1.2" width="7.6" height="7.6" rx="1" fill="currentColor" />,
  diamond: <path d="M5 .2 9.8 5 5 9.8.2 5z" fill="currentColor" />,
} as const satisfies Record<MarkShape, React.ReactNode>;
