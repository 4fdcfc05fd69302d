"use client";
import { CircleCheck, Clock, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useProblemWords } from "@/app/_components/problem-text";
import type { DeliveryView } from "@/server/webhooks/types";

const marks = {
  pending: { Icon: Clock, colour: "text-text-3" },
  delivered: { Icon: CircleCheck, colour: "text-run-fg" },
  failed: { Icon: TriangleAlert, colour: "text-err-fg" },
} as const;

/** What came of a delivery, and why it did not arrive. */
export function DeliveryState({ delivery }: { delivery: DeliveryView }) {
  const t = useTranslations("webhooks.table");
  const words = useProblemWords();
  const { state, attempts, problem } = delivery;
  const { Icon, colour } = marks[state];
  return (
    <>
      <span className="flex items-center gap-1.5">
        <Icon aria-hidden="true" className={`size-4 shrink-0 ${colour}`} />
        {t(`state.${state}`, { attempts })}
      </span>
      {problem && (
        <span className="block text-sm text-text-3">
          {words(problem).title}
          {problem.detail && <span className="mono block break-all">{problem.detail}</span>}
        </span>
      )}
    </>
  );
}
