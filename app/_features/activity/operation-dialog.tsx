"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useOperations } from "@/app/_lib/fleet-store";
import { useTRPC } from "@/app/_lib/trpc";
import { useFormat } from "@/app/_lib/use-format";
import { Definition, DefinitionList } from "@/app/_ui/definition-list";
import { Dialog } from "@/app/_ui/dialog";
import { Skeleton } from "@/app/_ui/skeleton";
import { isTerminal, type OperationView } from "@/server/operations/types";
import { CancelOperation } from "./cancel-operation";
import { OperationEvents } from "./operation-events";
import { OperationState } from "./operation-state";

/** One operation: who, when, how it ended, the equivalent command, its phases. */
export function OperationDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations("activity.detail");
  const common = useTranslations("common");
  const kinds = useTranslations("operations");
  const trpc = useTRPC();
  const asked = useQuery(trpc.operations.get.queryOptions({ id }));
  const live = useOperations().find((operation) => operation.id === id);
  const operation: OperationView | undefined = live ?? asked.data;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={
        operation
          ? t("title", { what: kinds(`kind.${operation.kind}`), name: operation.target.name })
          : t("loadingTitle")
      }
      closeLabel={common("close")}
      size="lg"
    >
      {!operation && asked.isPending && (
        <StateView kind="loading" skeleton={<Skeleton className="h-40" />} />
      )}
      {!operation && asked.error && <ProblemAlert problem={problemOf(asked.error)} />}
      {operation && (
        <div className="flex flex-col gap-5">
          <Facts operation={operation} />
          {operation.problem && (
            <ProblemAlert
              problem={operation.problem}
              tone={operation.state === "cancelled" ? "warn" : "err"}
            />
          )}
          {!isTerminal(operation.state) && <CancelOperation operation={operation} />}
          {operation.command !== null && (
            <section className="flex flex-col gap-1.5">
              <h3 className="text-sm text-text-2">{t("command")}</h3>
              <CodeBlock text={operation.command} label={t("copyCommand")} wrap />
            </section>
          )}
          <OperationEvents operationId={id} />
        </div>
      )}
    </Dialog>
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
      <Definition term={t("who")}>{operation.requestedBy.name}</Definition>
      <Definition term={t("host")}>{operation.target.hostName}</Definition>
      {operation.destination && (
        <Definition term={t("destination")}>{operation.destination.hostName}</Definition>
      )}
      <Definition term={t("created")}>{format.exact(operation.createdAtMs)}</Definition>
      <Definition term={t("started")}>{at(operation.startedAtMs, t("notStarted"))}</Definition>
      <Definition term={t("ended")}>{at(operation.endedAtMs, t("notEnded"))}</Definition>
    </DefinitionList>
  );
}
