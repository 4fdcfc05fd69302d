"use client";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { CopyButton } from "@/app/_components/copy-button";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { Button } from "@/app/_ui/button";
import { Progress } from "@/app/_ui/progress";
import type { OperationView } from "@/server/operations/types";
import { OperationState } from "../../activity/operation-state";
import { OperationTarget } from "../../activity/operation-target";
import { followMigration } from "../../migrations/migrate-dialog/open-migrate";
import { overlay } from "../overlay";
import { CancelTask } from "./cancel-task";
import { useTaskWords } from "./use-task-words";

export function TaskLine({ operation }: { operation: OperationView }) {
  const t = useTranslations("operations");
  const words = useTaskWords();
  const { kind, progress, problem, command, requestedBy, createdAtMs, destination } = operation;
  const follow = () => {
    overlay.close();
    followMigration(operation.id);
  };
  return (
    <li className="flex flex-col gap-1 border-border border-b px-4 py-2.5">
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate">
          {t(`kind.${kind}`)} <OperationTarget operation={operation} />
          {destination && <span className="text-text-2"> → {destination.hostName}</span>}
        </span>
        <OperationState state={operation.state} />
        {command && <CopyButton text={command} label={t("copyCommand")} />}
        <CancelTask operation={operation} />
      </div>
      {progress && operation.endedAtMs === null && (
        <div className="flex items-center gap-2 text-sm text-text-2">
          <Progress percent={progress.percent} label={words.title(operation)} />
          <span className="truncate">{words.figures(operation)}</span>
        </div>
      )}
      <div className="flex items-center gap-2 text-sm text-text-3">
        <span className="truncate">{t("by", { name: requestedBy.name })}</span>
        <Ago atMs={createdAtMs} />
        {kind === "machine.migrate" && (
          <Button variant="link" size="sm" className="ml-auto" onClick={follow}>
            {t("follow")}
          </Button>
        )}
      </div>
      {problem && operation.state !== "succeeded" && <ProblemAlert problem={problem} bare />}
    </li>
  );
}
