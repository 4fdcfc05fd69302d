"use client";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Problem } from "@/server/problem";
import { cn } from "../_lib/cn";
import { CodeBlock } from "./code-block";
import { CopyButton } from "./copy-button";
import { OperationInTheWay } from "./operation-in-the-way";
import { useProblemWords } from "./problem-text";

interface ProblemAlertProps {
  problem: Problem;
  /** `warn` for what can be gone past. */
  tone?: "err" | "warn";
  /** Buttons that mend it. */
  actions?: ReactNode;
  /** Quiet lines without a box, for lists of checks. */
  bare?: boolean;
  className?: string;
}

/** What went wrong, why, and what to do; the host's own words below, as plain text. */
export function ProblemAlert({
  problem,
  tone = "err",
  actions,
  bare,
  className,
}: ProblemAlertProps) {
  const t = useTranslations("common");
  const words = useProblemWords()(problem);
  return (
    <div
      role="alert"
      className={cn(
        "flex gap-2.5",
        !bare && "rounded-md border p-3",
        !bare && (tone === "err" ? "border-err-dot/40 bg-err-bg" : "border-warn-dot/40 bg-warn-bg"),
        className,
      )}
    >
      {!bare && (
        <TriangleAlert
          aria-hidden="true"
          className={cn("mt-0.5 size-4 shrink-0", tone === "err" ? "text-err-fg" : "text-warn-fg")}
        />
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p
          className={cn(
            "break-words font-semibold",
            bare && (tone === "err" ? "text-err-fg" : "text-warn-fg"),
          )}
        >
          {words.title}
        </p>
        <p className="break-words text-text-2">{words.cause}</p>
        <p className="break-words">{words.fix}</p>
        <OperationInTheWay problem={problem} />
        {problem.detail && <Detail text={problem.detail} />}
        {actions && <div className="mt-1.5 flex flex-wrap gap-2">{actions}</div>}
      </div>
      {!bare && (
        <CopyButton
          label={t("copyDetail")}
          text={[problem.code, words.title, words.cause, problem.detail ?? ""].join("\n").trim()}
        />
      )}
    </div>
  );
}

function Detail({ text }: { text: string }) {
  const t = useTranslations("common");
  return (
    <details className="mt-1">
      <summary className="w-fit text-sm text-text-2 hover:text-text">{t("showDetail")}</summary>
      <CodeBlock text={text} label={t("detail")} wrap className="mt-1.5 bg-surface" />
    </details>
  );
}
