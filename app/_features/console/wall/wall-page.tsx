"use client";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import { StateView } from "@/app/_components/state-view";
import { useFleetPhase } from "@/app/_lib/fleet-store";
import { Button } from "@/app/_ui/button";
import { Input } from "@/app/_ui/input";
import { PageHeader } from "@/app/_ui/page-header";
import { Skeleton } from "@/app/_ui/skeleton";
import { parseFilter } from "@/server/filter/parse";
import { defaultSort } from "../../machines/list/sort";
import { useMachineView } from "../../machines/list/use-machine-view";
import { WallCell } from "./wall-cell";

/** The screens of all running machines; only those in sight are asked for. */
export function WallPage() {
  const t = useTranslations("console.wall");
  const phase = useFleetPhase();
  const [query, setQuery] = useQueryState("q", parseAsString.withDefault(""));
  const terms = useMemo(() => parseFilter(query).terms, [query]);
  const keys = useMachineView({ terms, view: "running", sort: defaultSort, group: "none" });
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader
        title={t("title")}
        aside={keys.length || undefined}
        actions={
          <Input
            type="search"
            aria-label={t("filter")}
            placeholder={t("placeholder")}
            value={query}
            onChange={(event) => void setQuery(event.target.value || null)}
            className="w-64"
          />
        }
      />
      {keys.length > 0 ? (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(220px,1fr))] gap-x-4 gap-y-5 px-(--gutter) pt-1 pb-8">
          {keys.map((key) => (
            <WallCell key={key} machineKey={key} />
          ))}
        </ul>
      ) : phase !== "complete" ? (
        <StateView kind="loading" skeleton={<Skeleton className="mx-(--gutter) h-60" />} />
      ) : query ? (
        <StateView
          kind="empty-filter"
          title={t("noMatch")}
          actions={<Button onClick={() => void setQuery(null)}>{t("showAll")}</Button>}
        />
      ) : (
        <StateView kind="empty-first" title={t("empty")}>
          {t("emptyText")}
        </StateView>
      )}
    </div>
  );
}
