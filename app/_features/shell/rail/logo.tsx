import { cn } from "@/app/_lib/cn";

/** Three sails in a row: a flotilla. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" className={cn("size-5 shrink-0", className)}>
      <rect width="20" height="20" rx="5" fill="var(--accent)" />
      <path d="M5.2 12.6V7.4l-2 5.2zM10.7 12.6V4.6l-3.4 8zM16.6 12.6 12.8 6v6.6z" fill="#fff" />
      <path
        d="M3 14.6c1.2 0 1.2 1 2.4 1s1.2-1 2.4-1 1.2 1 2.4 1 1.2-1 2.4-1 1.2 1 2.4 1 1.2-1 2-1"
        fill="none"
        stroke="#fff"
        strokeWidth="1.1"
        strokeLinecap="round"
      />
    </svg>
  );
}
