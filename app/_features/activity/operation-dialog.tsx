"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { Dialog } from "@/app/_ui/dialog";
import { Skeleton } from "@/app/_ui/skeleton";
import { OperationDetail } from "./operation-detail";
import { useOperation } from "./use-operation";

/** One operation over the list it was opened from; its page is for sending to somebody. */
export function OperationDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTranslations("activity.detail");
  const common = useTranslations("common");
  const kinds = useTranslations("operations");
  const { operation, asked } = useOperation(id);
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
        <div className="flex flex-col gap-4">
          <OperationDetail operation={operation} />
          <Link href={`/activity/${id}`} className="w-fit text-accent-text hover:underline">
            {t("openPage")}
          </Link>
        </div>
      )}
    </Dialog>
  );
}
