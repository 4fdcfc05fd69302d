"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { Button } from "@/app/_ui/button";
import { Skeleton } from "@/app/_ui/skeleton";
import type { MachineKey } from "@/server/machines/schema";
import { MigrationDetail } from "../migrations/migration-detail";
import { MigrationTable } from "../migrations/migration-table";
import { useMigrationList } from "../migrations/use-migration-list";

/** Where this machine has been. */
export function MigrationsTab({ machine }: { machine: MachineKey }) {
  const t = useTranslations("machine.migrations");
  const { list, items } = useMigrationList({
    machine: { hostId: machine.hostId, uuid: machine.uuid },
  });
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
        <MigrationTable items={items} onOpen={({ operationId }) => setOpenId(operationId)} />
      )}
      {list.hasNextPage && (
        <div className="px-(--gutter) py-4">
          <Button busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
      {openId !== null && <MigrationDetail id={openId} onClose={() => setOpenId(null)} />}
    </>
  );
}
