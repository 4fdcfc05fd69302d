"use client";
import { Check, Circle, Minus, ShieldAlert, TriangleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Problem } from "@/server/problem";
import { cn } from "../_lib/cn";
import { Spinner } from "../_ui/spinner";
import { ProblemAlert } from "./problem-alert";

export type CheckStatus = "waiting" | "running" | "pass" | "warn" | "fail" | "unsafe" | "skipped";

interface CheckLineProps {
  status: CheckStatus;
  title: ReactNode;
  /** What was found, quieter. */
  facts?: ReactNode;
  problem: Problem | null;
  actions?: ReactNode;
}

/** One line of a checklist: mark, word for screen readers, what was found, and cause and fix when it does not pass. */
export function CheckLine({ status, title, facts, problem, actions }: CheckLineProps) {
  const t = useTranslations("hosts.checkStatus");
  const quiet = status === "waiting" || status === "skipped";
  return (
    <li className="flex gap-2.5 py-1" data-status={status}>
      <span className="flex h-5 items-center">
        <Mark status={status} />
      </span>
      <div className="min-w-0 flex-1">
        <p className={cn("flex flex-wrap items-baseline gap-x-2", quiet && "text-text-3")}>
          <span>{title}</span>
          <span className="sr-only">{t(status)}</span>
          {facts && <span className="min-w-0 break-all text-sm text-text-3">{facts}</span>}
        </p>
        {problem !== null && (
          <ProblemAlert
            bare
            problem={problem}
            tone={status === "fail" ? "err" : "warn"}
            actions={actions}
            className="mt-1 mb-1.5"
          />
        )}
      </div>
    </li>
  );
}

function Mark({ status }: { status: CheckStatus }) {
  const common = { className: "size-4 shrink-0", "aria-hidden": true } as const;
  switch (status) {
    case "running":
      return <Spinner className="text-busy-dot" />;
    case "pass":
      return <Check {...common} className="size-4 shrink-0 text-run-dot" />;
    case "warn":
      return <TriangleAlert {...common} className="size-4 shrink-0 text-warn-dot" />;
    case "unsafe":
      return <ShieldAlert {...common} className="size-4 shrink-0 text-warn-dot" />;
    case "fail":
      return <X {...common} className="size-4 shrink-0 text-err-dot" />;
    case "skipped":
      return <Minus {...common} className="size-4 shrink-0 text-text-3" />;
    case "waiting":
      return <Circle {...common} className="size-4 shrink-0 p-0.5 text-text-3" />;
  }
}
