"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CodeBlock } from "@/app/_components/code-block";
import { ConfirmDialog } from "@/app/_components/confirm-dialog";
import { fleet } from "@/app/_lib/fleet/store";
import type { MachineRow } from "@/server/inventory/types";
import type { MachineAction } from "@/server/machines/schema";
import { ReasonField } from "../../audit/reason-field";
import { useReasonNeeded } from "../../audit/use-audit-access";
import { useUptime } from "../state/use-uptime";
import { type ActionQuestion, actionQuestion } from "./action-requests";
import { actionTable } from "./action-table";
import { useMachineActions } from "./use-machine-actions";
import { virshCommand } from "./virsh-command";

/** Names what is about to happen, to which machines, and what it costs. */
export function ActionQuestionDialog({ question }: { question: ActionQuestion }) {
  const t = useTranslations("machines");
  const { submit } = useMachineActions();
  const { action, rows, keys, of, onSubmitted } = question;
  const only = rows.length === 1 ? rows[0] : undefined;
  const verb = t(`action.${action}`);
  const [reason, setReason] = useState("");
  const needed = useReasonNeeded()(`machine.${action}`);
  const askWhy = useTranslations("audit.reason");
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && actionQuestion.close()}
      danger={actionTable[action].danger}
      title={
        only
          ? t("ask.titleOne", { action: verb, name: only.name })
          : t("ask.titleMany", { action: verb, count: rows.length })
      }
      description={t(`ask.impact.${action}`)}
      confirmLabel={
        only
          ? t("ask.confirmOne", { action: verb, name: only.name })
          : t("ask.confirmMany", { action: verb, count: rows.length })
      }
      reason={needed && reason.trim() === "" ? askWhy("first") : undefined}
      onConfirm={() => {
        actionQuestion.close();
        onSubmitted?.();
        void submit(action, keys, reason);
      }}
    >
      <ul
        aria-label={t("ask.affected")}
        className="max-h-60 overflow-y-auto rounded-md border border-border bg-surface"
      >
        {rows.map((row) => (
          <AffectedMachine key={`${row.hostId}/${row.uuid}`} row={row} />
        ))}
      </ul>
      <div className="mt-3">
        <ReasonField value={reason} needed={needed} onChange={setReason} />
      </div>
      <details className="mt-2">
        <summary className="w-fit text-sm text-text-2 hover:text-text">{t("ask.command")}</summary>
        <CodeBlock text={commandLines(action, rows)} label={t("ask.command")} className="mt-1.5" />
      </details>
      {rows.length < of && (
        <p className="mt-2 text-sm text-text-3">{t("ask.leftOut", { count: of - rows.length })}</p>
      )}
    </ConfirmDialog>
  );
}

function commandLines(action: MachineAction, rows: readonly MachineRow[]): string {
  return rows
    .map(({ hostId, name }) =>
      virshCommand(action, { uri: fleet.hosts.get(hostId)?.uri ?? hostId, name }),
    )
    .join("\n");
}

function AffectedMachine({ row }: { row: MachineRow }) {
  const t = useTranslations("machines");
  const up = useUptime(row);
  return (
    <li className="flex items-baseline gap-3 border-border border-b px-3 py-1 last:border-b-0">
      <span className="min-w-0 flex-1 truncate font-medium">{row.name}</span>
      <span className="truncate text-text-2">{fleet.hosts.get(row.hostId)?.name}</span>
      {up && (
        <span className="shrink-0 text-sm text-text-3" title={up.hint}>
          {up.isExact
            ? t("ask.up", { duration: up.duration })
            : t("ask.upAtLeast", { duration: up.duration })}
        </span>
      )}
    </li>
  );
}
