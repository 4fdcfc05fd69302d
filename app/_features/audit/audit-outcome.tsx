"use client";
import { useTranslations } from "next-intl";
import { useProblemWords } from "@/app/_components/problem-text";
import { Badge, type Tone } from "@/app/_ui/badge";
import type { AuditEventView } from "@/server/audit/audit-view";

const outcomes = {
  succeeded: "run",
  failed: "err",
  cancelled: "off",
  sound: "run",
  tampered: "err",
} as const satisfies Record<string, Tone>;

const isOutcome = (text: string): text is keyof typeof outcomes => Object.hasOwn(outcomes, text);

/** Refused, asked for, or how it ended. */
export function AuditOutcome({ event }: { event: AuditEventView }) {
  const t = useTranslations("audit");
  const words = useProblemWords();
  const { denied, outcome, problem, operationId } = event;
  if (denied) return <Badge tone="err">{t("outcome.denied")}</Badge>;
  if (outcome !== null && isOutcome(outcome))
    return (
      <span className="inline-flex items-center gap-2">
        <Badge tone={outcomes[outcome]}>{t(`outcome.${outcome}`)}</Badge>
        {problem && (
          <span className="max-w-60 truncate text-sm text-text-3">{words(problem).title}</span>
        )}
      </span>
    );
  if (outcome !== null) return <Badge>{outcome}</Badge>;
  return operationId === null ? null : <Badge>{t("outcome.asked")}</Badge>;
}
