"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { Button } from "@/app/_ui/button";
import { Skeleton } from "@/app/_ui/skeleton";
import type { OperationListInput } from "@/server/operations/schema";
import { OperationDialog } from "./operation-dialog";
import { OperationTable } from "./operation-table";
import { useOperationList } from "./use-operation-list";

interface OperationListProps {
  scope: Omit<OperationListInput, "cursor" | "limit">;
  /** What stands here when there is none. */
  empty: ReactNode;
}

/** The operations of a scope (everything, a host, a machine) with all states of waiting and failing. */
export function OperationList({ scope, empty }: OperationListProps) {
  const t = useTranslations("activity");
  const { list, items } = useOperationList(scope);
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <>
      {list.isPending && <StateView kind="loading" skeleton={<Rows />} />}
      {list.error && (
        <div className="p-(--gutter)">
          <ProblemAlert
            problem={problemOf(list.error)}
            actions={<Button onClick={() => list.refetch()}>{t("retry")}</Button>}
          />
        </div>
      )}
      {list.isSuccess && items.length === 0 && empty}
      {items.length > 0 && <OperationTable items={items} onOpen={setOpenId} />}
      {list.hasNextPage && (
        <div className="px-(--gutter) py-4">
          <Button busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
      {openId !== null && <OperationDialog id={openId} onClose={() => setOpenId(null)} />}
    </>
  );
}

function Rows() {
  return (
    <div className="flex flex-col gap-5 p-(--gutter)">
      {[1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} className="w-3/4" />
      ))}
    </div>
  );
}
