"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useOperations } from "@/app/_lib/fleet-store";
import { useTRPC } from "@/app/_lib/trpc";
import { useFormat } from "@/app/_lib/use-format";
import { Skeleton } from "@/app/_ui/skeleton";
import type { OperationEventView } from "@/server/operations/types";
import { useEventWord } from "./use-phase-word";

/** The phases of an operation as they were written down, and what was seen at its end. */
export function OperationEvents({ operationId }: { operationId: string }) {
  const t = useTranslations("activity.events");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const detail = useQuery(trpc.operations.get.queryOptions({ id: operationId }));
  const live = useOperations().find(({ id }) => id === operationId);
  const step = live && `${live.state}/${live.phase}`;
  useEffect(() => {
    if (step !== undefined) {
      void queries.invalidateQueries(trpc.operations.get.queryFilter({ id: operationId }));
    }
  }, [step, queries, trpc, operationId]);
  if (detail.isPending)
    return <StateView kind="loading" skeleton={<Skeleton className="h-24" />} />;
  if (detail.error) return <ProblemAlert problem={problemOf(detail.error)} />;
  const { events, evidence } = detail.data;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-medium">{t("title")}</h3>
      {events.length === 0 && <p className="text-text-2">{t("none")}</p>}
      <ol className="flex flex-col">
        {events.map((event, n) => (
          <EventLine key={event.n} event={event} before={events[n - 1]} />
        ))}
      </ol>
      {evidence !== null && (
        <details>
          <summary className="w-fit text-text-2">{t("evidence")}</summary>
          <CodeBlock
            text={JSON.stringify(evidence, null, 2)}
            label={t("copyEvidence")}
            className="mt-2"
          />
        </details>
      )}
    </section>
  );
}

interface EventLineProps {
  event: OperationEventView;
  before: OperationEventView | undefined;
}

function EventLine({ event, before }: EventLineProps) {
  const t = useTranslations("activity.events");
  const format = useFormat();
  const word = useEventWord();
  const holdsData = Object.keys(event.data).length > 0;
  return (
    <li className="grid grid-cols-[6rem_4.5rem_minmax(0,1fr)] gap-x-3 border-border border-t py-1.5">
      <time dateTime={new Date(event.atMs).toISOString()} className="text-text-2">
        {format.seconds(event.atMs)}
      </time>
      <span className="text-right text-text-3">
        {before && `+${format.duration(event.atMs - before.atMs)}`}
      </span>
      <div className="min-w-0">
        <p>{word(event)}</p>
        {holdsData && (
          <details>
            <summary className="w-fit text-sm text-text-3">{t("data")}</summary>
            <CodeBlock
              text={JSON.stringify(event.data, null, 2)}
              label={t("copyData")}
              className="mt-1.5"
            />
          </details>
        )}
      </div>
    </li>
  );
}
