"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Skeleton } from "@/app/_ui/skeleton";
import { isTerminal, type OperationView } from "@/server/operations/types";
import { MigrationOutcome } from "./migration-outcome";
import { MigrationProgressView } from "./migration-progress-view";
import { useFollowedOperation } from "./use-followed-operation";

interface FollowMigrationProps {
  operationId: string;
  onClose: () => void;
}

/** A migration under way: figures, chart, cancel; afterwards what became of it. */
export function FollowMigration({ operationId, onClose }: FollowMigrationProps) {
  const t = useTranslations("migrations.follow");
  const common = useTranslations("common");
  const { operation, error } = useFollowedOperation(operationId);
  const open = operation !== undefined && !isTerminal(operation.state);
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t(operation && !open ? "endedTitle" : "title", {
        name: operation?.target.name ?? "",
      })}
      description={
        operation &&
        t("route", {
          from: operation.target.hostName ?? "",
          to: operation.destination?.hostName ?? "",
        })
      }
      closeLabel={common("close")}
      size="lg"
      footer={
        <>
          {open && <CancelMigration operation={operation} />}
          <Button onClick={onClose}>{open ? t("keepRunning") : common("close")}</Button>
        </>
      }
    >
      {error && <ProblemAlert problem={problemOf(error)} />}
      {!operation && !error && (
        <StateView kind="loading" skeleton={<Skeleton className="h-40" />} />
      )}
      {operation && open && <MigrationProgressView operation={operation} />}
      {operation && !open && <MigrationOutcome operation={operation} onLeave={onClose} />}
    </Dialog>
  );
}

function CancelMigration({ operation }: { operation: OperationView }) {
  const t = useTranslations("migrations.follow");
  const trpc = useTRPC();
  const cancel = useMutation(trpc.operations.cancel.mutationOptions());
  const cancelling = operation.state === "cancelling";
  const reason = operation.cancellable ? undefined : t("tooLate");
  return (
    <div className="mr-auto flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
      <Button
        busy={cancel.isPending || cancelling}
        reason={reason}
        onClick={() => cancel.mutate({ id: operation.id })}
      >
        {cancelling ? t("cancelling") : t("cancel")}
      </Button>
      <span className="text-sm text-text-3">
        {cancel.error ? t("cancelRefused") : (reason ?? t("cancelMeans"))}
      </span>
    </div>
  );
}
