"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { useHost } from "@/app/_lib/fleet-store";
import { useFormat } from "@/app/_lib/use-format";
import { Definition, DefinitionList } from "@/app/_ui/definition-list";
import { Progress } from "@/app/_ui/progress";
import { isTerminal, type OperationView } from "@/server/operations/types";
import { useTaskWords } from "../shell/tasks/use-task-words";
import { CancelOperation } from "./cancel-operation";
import { OperationEvents } from "./operation-events";
import { OperationState } from "./operation-state";
import { OperationTarget } from "./operation-target";
import { RetryOperation } from "./retry-operation";

/** Who, when, how it ended and what may be done about it, the equivalent command, its phases. */
export function OperationDetail({ operation }: { operation: OperationView }) {
  const t = useTranslations("activity.detail");
  const words = useTaskWords();
  const ended = isTerminal(operation.state);
  return (
    <div className="flex flex-col gap-5">
      <Facts operation={operation} />
      {operation.progress && !ended && (
        <div className="flex flex-wrap items-center gap-2 text-sm text-text-2">
          <Progress percent={operation.progress.percent} label={words.title(operation)} />
          <span>{words.figures(operation)}</span>
        </div>
      )}
      {operation.problem && (
        <ProblemAlert
          problem={operation.problem}
          tone={operation.state === "cancelled" ? "warn" : "err"}
        />
      )}
      {!ended && <CancelOperation operation={operation} />}
      <RetryOperation operation={operation} />
      {operation.command !== null && (
        <section className="flex flex-col gap-1.5">
          <h3 className="text-sm text-text-2">{t("command")}</h3>
          <CodeBlock text={operation.command} label={t("copyCommand")} wrap />
        </section>
      )}
      <OperationEvents operationId={operation.id} />
    </div>
  );
}

function Facts({ operation }: { operation: OperationView }) {
  const t = useTranslations("activity.detail");
  const format = useFormat();
  const at = (ms: number | null, otherwise: string) => (ms === null ? otherwise : format.exact(ms));
  return (
    <DefinitionList>
      <Definition term={t("state")}>
        <OperationState state={operation.state} />
      </Definition>
      <Definition term={t("target")}>
        <OperationTarget operation={operation} />
      </Definition>
      <Definition term={t("who")}>{operation.requestedBy.name}</Definition>
      {operation.target.hostName !== null && (
        <Definition term={t("host")}>
          <HostLink id={operation.target.hostId} name={operation.target.hostName} />
        </Definition>
      )}
      {operation.destination && (
        <Definition term={t("destination")}>
          <HostLink id={operation.destination.hostId} name={operation.destination.hostName} />
        </Definition>
      )}
      <Definition term={t("created")}>{format.exact(operation.createdAtMs)}</Definition>
      <Definition term={t("started")}>{at(operation.startedAtMs, t("notStarted"))}</Definition>
      <Definition term={t("ended")}>{at(operation.endedAtMs, t("notEnded"))}</Definition>
      {operation.kind === "machine.migrate" && (
        <Definition term={t("migration")}>
          <Link
            href={`/migrations?id=${operation.id}`}
            className="text-accent-text hover:underline"
          >
            {t("showMigration")}
          </Link>
        </Definition>
      )}
    </DefinitionList>
  );
}

/** A link while the host is still registered. */
function HostLink({ id, name }: { id: string | null; name: string }) {
  const host = useHost(id ?? "");
  if (!host) return name;
  return (
    <Link href={`/hosts/${encodeURIComponent(host.id)}`} className="hover:underline">
      {name}
    </Link>
  );
}
