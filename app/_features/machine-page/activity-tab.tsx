"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { Button } from "@/app/_ui/button";
import { Skeleton } from "@/app/_ui/skeleton";
import type { MachineKey } from "@/server/machines/schema";
import { OperationDialog } from "../activity/operation-dialog";
import { TimelineLine } from "./timeline/timeline-line";
import { useTimeline } from "./timeline/use-timeline";

/** All that happened to this machine in one line of time: operations, consoles, changes made outside. */
export function ActivityTab({ machine }: { machine: MachineKey }) {
  const t = useTranslations("machine.activity");
  const { list, items } = useTimeline(machine);
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <>
      {list.isPending && (
        <StateView kind="loading" skeleton={<Skeleton className="m-(--gutter) h-24" />} />
      )}
      {list.error && (
        <ProblemAlert
          problem={problemOf(list.error)}
          actions={<Button onClick={() => list.refetch()}>{t("retry")}</Button>}
          className="m-(--gutter)"
        />
      )}
      {list.isSuccess && items.length === 0 && (
        <StateView kind="empty-first" title={t("none")}>
          {t("noneWhy")}
        </StateView>
      )}
      {items.length > 0 && (
        <ol aria-label={t("label")} className="flex flex-col">
          {items.map((item) => (
            <TimelineLine
              key={item.kind === "operation" ? item.operation.id : item.event.seq}
              item={item}
              onOpen={setOpenId}
            />
          ))}
        </ol>
      )}
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
