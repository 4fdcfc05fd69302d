"use client";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { ChoiceTabs } from "@/app/_components/choice-tabs";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useHosts } from "@/app/_lib/fleet-store";
import { Button } from "@/app/_ui/button";
import { PageHeader } from "@/app/_ui/page-header";
import { Select } from "@/app/_ui/select";
import { Skeleton } from "@/app/_ui/skeleton";
import { MigrationDetail } from "./migration-detail";
import { MigrationTable } from "./migration-table";
import { useExportMigrations } from "./use-export-migrations";
import { useMigrationList } from "./use-migration-list";

const outcomes = ["all", "open", "succeeded", "failed", "cancelled"] as const;

export function MigrationsPage() {
  const t = useTranslations("migrations.page");
  const hosts = useHosts();
  const [outcome, setOutcome] = useQueryState(
    "outcome",
    parseAsStringLiteral(outcomes).withDefault("all"),
  );
  const [hostId, setHostId] = useQueryState("host", parseAsString.withDefault("any"));
  const [openId, setOpenId] = useQueryState("id", parseAsString);
  const { list, items } = useMigrationList({
    ...(outcome === "all" ? {} : { outcome }),
    ...(hostId === "any" ? {} : { hostId }),
  });
  const exportSeen = useExportMigrations();
  const filtered = outcome !== "all" || hostId !== "any";
  const hostOptions = [
    { value: "any", label: t("anyHost") },
    ...hosts.map((host) => ({ value: host.id, label: host.name })),
  ];
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader
        title={t("title")}
        tabs={
          <ChoiceTabs
            label={t("outcome")}
            value={outcome}
            values={outcomes}
            word={(value) => t(`outcomes.${value}`)}
            onChoose={setOutcome}
          />
        }
        actions={
          <>
            <span className="w-44">
              <Select
                aria-label={t("host")}
                value={hostId}
                onValueChange={setHostId}
                options={hostOptions}
              />
            </span>
            <Button
              reason={items.length === 0 ? t("nothingToExport") : undefined}
              onClick={() => exportSeen(items)}
            >
              <Download aria-hidden="true" />
              {t("export")}
            </Button>
          </>
        }
      />
      <div className="border-border border-t" />
      {list.isPending && <StateView kind="loading" skeleton={<RowsSkeleton />} />}
      {list.error && (
        <div className="p-(--gutter)">
          <ProblemAlert
            problem={problemOf(list.error)}
            actions={<Button onClick={() => list.refetch()}>{t("retry")}</Button>}
          />
        </div>
      )}
      {list.isSuccess && items.length === 0 && !filtered && (
        <StateView kind="empty-first" title={t("emptyTitle")}>
          {t("emptyWhy")}
        </StateView>
      )}
      {list.isSuccess && items.length === 0 && filtered && (
        <StateView
          kind="empty-filter"
          title={t("noneTitle")}
          actions={
            <Button
              onClick={() => {
                void setOutcome(null);
                void setHostId(null);
              }}
            >
              {t("clear")}
            </Button>
          }
        />
      )}
      {items.length > 0 && (
        <MigrationTable items={items} onOpen={(m) => setOpenId(m.operationId)} />
      )}
      {list.hasNextPage && (
        <div className="px-(--gutter) py-4">
          <Button busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
      {openId !== null && <MigrationDetail id={openId} onClose={() => setOpenId(null)} />}
    </div>
  );
}

function RowsSkeleton() {
  return (
    <div className="flex flex-col gap-5 p-(--gutter)">
      {[1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} className="w-3/4" />
      ))}
    </div>
  );
}
