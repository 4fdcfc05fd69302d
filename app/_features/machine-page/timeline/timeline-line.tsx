"use client";
import { ArrowRightLeft, Eye, Monitor, SquareTerminal, Wrench } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { Ago } from "@/app/_components/ago";
import { useProblemWords } from "@/app/_components/problem-text";
import { useFormat } from "@/app/_lib/use-format";
import type { AuditEventView } from "@/server/audit/audit-view";
import type { TimelineItem } from "@/server/audit/timeline";
import type { OperationView } from "@/server/operations/types";
import { OperationState } from "../../activity/operation-state";
import { AuditDiff } from "../../audit/audit-diff";
import { AuditOutcome } from "../../audit/audit-outcome";
import { useActionWord, useActorWord } from "../../audit/audit-words";

interface TimelineLineProps {
  item: TimelineItem;
  /** Shows an operation. */
  onOpen: (operationId: string) => void;
}

export function TimelineLine({ item, onOpen }: TimelineLineProps) {
  return item.kind === "operation" ? (
    <OperationLine operation={item.operation} onOpen={onOpen} />
  ) : (
    <EventLine event={item.event} />
  );
}

interface LineProps {
  icon: ReactNode;
  atMs: number;
  what: ReactNode;
  who: string;
  state: ReactNode;
  children?: ReactNode;
}

function Line({ icon, atMs, what, who, state, children }: LineProps) {
  return (
    <li className="border-border border-b px-(--gutter) py-2">
      <div className="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-0.5 md:grid-cols-[1.25rem_9rem_minmax(0,1fr)_10rem_10rem]">
        <span aria-hidden="true" className="self-center text-text-3 [&_svg]:size-4">
          {icon}
        </span>
        <Ago atMs={atMs} className="text-text-2 max-md:order-3 max-md:text-sm" />
        <div className="min-w-0">{what}</div>
        <span className="truncate text-text-2 max-md:hidden">{who}</span>
        <span className="max-md:order-4">{state}</span>
      </div>
      {children}
    </li>
  );
}

function OperationLine(props: { operation: OperationView; onOpen: (id: string) => void }) {
  const kinds = useTranslations("operations");
  const table = useTranslations("activity.table");
  const words = useProblemWords();
  const { id, kind, createdAtMs, requestedBy, state, target, destination, problem } =
    props.operation;
  return (
    <Line
      icon={kind === "machine.migrate" ? <ArrowRightLeft /> : <Wrench />}
      atMs={createdAtMs}
      who={requestedBy.name}
      state={<OperationState state={state} />}
      what={
        <>
          <button
            type="button"
            onClick={() => props.onOpen(id)}
            className="font-medium text-accent-text hover:underline"
          >
            {kinds(`kind.${kind}`)}
          </button>
          {destination && (
            <span className="ml-2 text-text-2">
              {table("fromTo", { from: target.hostName ?? "", to: destination.hostName })}
            </span>
          )}
          {problem && (
            <span className="block truncate text-sm text-text-3">{words(problem).title}</span>
          )}
        </>
      }
    />
  );
}

function EventLine({ event }: { event: AuditEventView }) {
  const t = useTranslations("machine.activity");
  const actionWord = useActionWord();
  const actorWord = useActorWord();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const detailId = useId();
  const { action, after, before, atMs, actor } = event;
  const durationMs = after?.durationMs;
  return (
    <Line
      icon={iconOf(action)}
      atMs={atMs}
      who={actorWord(actor)}
      state={
        typeof durationMs === "number" ? (
          <span className="text-text-2">{format.duration(durationMs)}</span>
        ) : (
          <AuditOutcome event={event} />
        )
      }
      what={
        before || after ? (
          <button
            type="button"
            aria-expanded={open}
            aria-controls={detailId}
            onClick={() => setOpen(!open)}
            className="text-left font-medium hover:underline"
          >
            {actionWord(action)}
            {after?.seenAfterAbsence === true && (
              <span className="ml-2 font-normal text-sm text-text-3">{t("afterAbsence")}</span>
            )}
          </button>
        ) : (
          <span className="font-medium">{actionWord(action)}</span>
        )
      }
    >
      {open && (
        <div id={detailId} className="mt-2 md:ml-8">
          <AuditDiff before={before} after={after} />
        </div>
      )}
    </Line>
  );
}

function iconOf(action: string): ReactNode {
  if (action.startsWith("console.")) return <Monitor />;
  return action.startsWith("outside.") ? <SquareTerminal /> : <Eye />;
}
