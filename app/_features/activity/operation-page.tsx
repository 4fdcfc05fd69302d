"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { Button } from "@/app/_ui/button";
import { PageHeader } from "@/app/_ui/page-header";
import { Skeleton } from "@/app/_ui/skeleton";
import { OperationDetail } from "./operation-detail";
import { useOperation } from "./use-operation";

/** One operation at an address of its own. */
export function OperationPage({ id }: { id: string }) {
  const t = useTranslations("activity.detail");
  const common = useTranslations("common");
  const kinds = useTranslations("operations");
  const { operation, asked } = useOperation(id);
  const problem = asked.error && problemOf(asked.error);
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader
        title={
          operation
            ? t("title", { what: kinds(`kind.${operation.kind}`), name: operation.target.name })
            : t("loadingTitle")
        }
        actions={
          <Link href="/activity" className="text-accent-text hover:underline">
            {t("back")}
          </Link>
        }
      />
      <div className="border-border border-t" />
      <div className="max-w-200 p-(--gutter)">
        {!operation && asked.isPending && (
          <StateView kind="loading" skeleton={<Skeleton className="h-40" />} />
        )}
        {!operation && problem && (
          <ProblemAlert
            problem={problem}
            actions={<Button onClick={() => asked.refetch()}>{common("retry")}</Button>}
          />
        )}
        {operation && <OperationDetail operation={operation} />}
      </div>
    </div>
  );
}
