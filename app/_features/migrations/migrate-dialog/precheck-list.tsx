"use client";
import { useTranslations } from "next-intl";
import type { Dispatch } from "react";
import { CheckLine } from "@/app/_components/check-line";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { Button } from "@/app/_ui/button";
import { Spinner } from "@/app/_ui/spinner";
import { type Plan, type PlanAction, shownLines } from "./plan";
import { PrecheckFacts } from "./precheck-facts";

interface PrecheckListProps {
  plan: Plan;
  dispatch: Dispatch<PlanAction>;
}

/** The pre-check as it happens: what passes, what warns, what stops the migration. */
export function PrecheckList({ plan, dispatch }: PrecheckListProps) {
  const t = useTranslations("migrations.precheck");
  const lines = shownLines(plan);
  const offersCopy = plan.verdict?.suggestCopyStorage === true && !plan.copyStorage;
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
            actions={
              offersCopy &&
              line.name === "storage" && (
                <Button size="sm" onClick={() => dispatch({ kind: "copyStorage", on: true })}>
                  {t("copyStorage")}
                </Button>
              )
            }
          />
        ))}
      </ul>
    </section>
  );
}

const verdictWord = ({ verdict }: Plan) =>
  verdict?.ready ? "ready" : verdict?.needsUnsafe ? "unsafe" : "stopped";
