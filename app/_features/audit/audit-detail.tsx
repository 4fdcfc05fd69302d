"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { useFormat } from "@/app/_lib/use-format";
import { Button } from "@/app/_ui/button";
import { Definition, DefinitionList } from "@/app/_ui/definition-list";
import type { AuditEventView } from "@/server/audit/audit-view";
import { OperationDialog } from "../activity/operation-dialog";
import { AuditDiff } from "./audit-diff";

interface AuditDetailProps {
  event: AuditEventView;
  onFilter: (term: string) => void;
}

/** Everything that one event says; each name leads to its own history. */
export function AuditDetail({ event, onFilter }: AuditDetailProps) {
  const t = useTranslations("audit.detail");
  const audit = useTranslations("audit");
  const format = useFormat();
  const [showOperation, setShowOperation] = useState(false);
  const { operationId, problem, before, after } = event;
  return (
    <div className="flex flex-col gap-3">
      <DefinitionList>
        <Definition term={t("event")}>
          <span className="mono break-all">
            {event.seq} · {event.hash.slice(0, 16)}
          </span>
        </Definition>
        <Definition term={t("at")}>{format.exact(event.atMs)}</Definition>
        <Definition term={t("action")}>
          <span className="mono">{event.action}</span>
        </Definition>
        {event.sourceIp !== null && <Definition term={t("from")}>{event.sourceIp}</Definition>}
        {event.reason !== null && <Definition term={t("reason")}>{event.reason}</Definition>}
        {event.objects.map(({ kind, id, name }) => (
          <Definition key={`${kind} ${id}`} term={audit(`kinds.${kind}`)}>
            <Button
              variant="link"
              className="max-w-full truncate"
              onClick={() => onFilter(`object=${quoted(id)}`)}
            >
              {name}
            </Button>
          </Definition>
        ))}
      </DefinitionList>
      {(before || after) && <AuditDiff before={before} after={after} />}
      {problem && <ProblemAlert problem={problem} tone="warn" />}
      {operationId !== null && (
        <div>
          <Button size="sm" onClick={() => setShowOperation(true)}>
            {t("operation")}
          </Button>
        </div>
      )}
      {showOperation && operationId !== null && (
        <OperationDialog id={operationId} onClose={() => setShowOperation(false)} />
      )}
    </div>
  );
}

const quoted = (text: string) => (/[\s",:=<>\\]/.test(text) ? JSON.stringify(text) : text);
