"use client";
import { useTranslations } from "next-intl";
import { CheckLine } from "@/app/_components/check-line";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { Spinner } from "@/app/_ui/spinner";
import { type Plan, shownLines } from "./plan";
import { PrecheckFacts } from "./precheck-facts";

/** The pre-check as it happens: what passes, what warns, what stops the migration. */
export function PrecheckList({ plan }: { plan: Plan }) {
  const t = useTranslations("migrations.precheck");
  const lines = shownLines(plan);
  return (
    <section aria-label={t("title")} className="flex flex-col gap-1">
      <h3 className="flex items-center gap-2 font-medium">
        {t("title")}
        {plan.checking && <Spinner className="text-busy-dot" />}
      </h3>
      <p role="status" className="sr-only">
        {plan.checking ? t("running") : plan.verdict ? t("done", { ready: verdictWord(plan) }) : ""}
      </p>
      {plan.broken && <ProblemAlert problem={plan.broken} />}
      <ul>
        {lines.map((line) => (
          <CheckLine
            key={line.name}
            status={line.status}
            title={t(`lines.${line.name}`)}
            facts={<PrecheckFacts line={line} />}
            problem={line.problem}
          />
        ))}
      </ul>
    </section>
  );
}

const verdictWord = ({ verdict }: Plan) =>
  verdict?.ready ? "ready" : verdict?.needsUnsafe ? "unsafe" : "stopped";
