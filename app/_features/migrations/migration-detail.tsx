"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { useFormat } from "@/app/_lib/use-format";
import { Button } from "@/app/_ui/button";
import { Definition, DefinitionList } from "@/app/_ui/definition-list";
import { Dialog } from "@/app/_ui/dialog";
import { Skeleton } from "@/app/_ui/skeleton";
import { isTerminal } from "@/server/operations/types";
import { OperationEvents } from "../activity/operation-events";
import { OperationState } from "../activity/operation-state";
import { followMigration } from "./migrate-dialog/open-migrate";
import { MigrationFigures } from "./migration-figures";

/** One migration of the history: figures, reason, command, phases and what was seen. */
export function MigrationDetail({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations("migrations.detail");
  const common = useTranslations("common");
  const format = useFormat();
  const trpc = useTRPC();
  const record = useQuery(trpc.migrations.get.queryOptions({ id }));
  const migration = record.data;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={migration ? t("title", { name: migration.machine.name }) : t("loadingTitle")}
      description={migration && t("route", { from: migration.from.name, to: migration.to.name })}
      closeLabel={common("close")}
      size="lg"
    >
      {record.isPending && <StateView kind="loading" skeleton={<Skeleton className="h-40" />} />}
      {record.error && <ProblemAlert problem={problemOf(record.error)} />}
      {migration && (
        <div className="flex flex-col gap-5">
          <DefinitionList>
            <Definition term={t("outcome")}>
              <OperationState state={migration.state} />
            </Definition>
            <Definition term={t("who")}>{migration.requestedBy.name}</Definition>
            <Definition term={t("started")}>{format.exact(migration.startedAtMs)}</Definition>
            <Definition term={t("ended")}>
              {migration.endedAtMs === null ? t("notEnded") : format.exact(migration.endedAtMs)}
            </Definition>
            <Definition term="UUID" mono>
              {migration.machine.uuid}
            </Definition>
          </DefinitionList>
          {migration.problem && (
            <ProblemAlert
              problem={migration.problem}
              tone={migration.state === "cancelled" ? "warn" : "err"}
            />
          )}
          {!isTerminal(migration.state) && (
            <div>
              <Button
                onClick={() => {
                  onClose();
                  followMigration(migration.operationId);
                }}
              >
                {t("watch")}
              </Button>
            </div>
          )}
          <MigrationFigures migration={migration} />
          {migration.command !== null && (
            <section className="flex flex-col gap-1.5">
              <h3 className="text-sm text-text-2">{t("command")}</h3>
              <CodeBlock text={migration.command} label={t("copyCommand")} wrap />
            </section>
          )}
          <OperationEvents operationId={migration.operationId} />
        </div>
      )}
    </Dialog>
  );
}
