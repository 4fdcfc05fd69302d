import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** A row that opens downwards; the browser's own element keeps keyboard and screen readers right. */
export function Disclosure({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className="group min-w-0 flex-1">
      <summary className="flex min-h-(--row-height) cursor-default list-none flex-wrap items-center gap-x-2.5 px-(--gutter) hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden="true"
          className="size-4 text-text-3 transition-transform group-open:rotate-90"
        />
        {summary}
      </summary>
      <div className="px-(--gutter) pt-1 pb-4 pl-[calc(var(--gutter)+26px)]">{children}</div>
    </details>
  );
}
