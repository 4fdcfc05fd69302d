"use client";
import { useTranslations } from "next-intl";
import { ChoiceTabs } from "@/app/_components/choice-tabs";
import { StateView } from "@/app/_components/state-view";
import { Button } from "@/app/_ui/button";
import { PageHeader } from "@/app/_ui/page-header";
import { ActivityFilters } from "./activity-filters";
import { OperationList } from "./operation-list";
import { states, useActivityFilter, whose } from "./use-activity-filter";

export function ActivityPage() {
  const t = useTranslations("activity");
  const filter = useActivityFilter();
  const empty = filter.filtered ? (
    <StateView
      kind="empty-filter"
      title={t("noneTitle")}
      actions={<Button onClick={filter.clear}>{t("clear")}</Button>}
    />
  ) : (
    <StateView kind="empty-first" title={t("emptyTitle")}>
      {t("emptyWhy")}
    </StateView>
  );
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader
        title={t("title")}
        tabs={
          <>
            <ChoiceTabs
              label={t("whose")}
              value={filter.who}
              values={whose}
              word={(value) => t(`who.${value}`)}
              onChoose={filter.setWho}
            />
            <span aria-hidden="true" className="h-4 w-px bg-border" />
            <ChoiceTabs
              label={t("states")}
              value={filter.state}
              values={states}
              word={(value) => t(`filter.${value}`)}
              onChoose={filter.setState}
            />
          </>
        }
      >
        <ActivityFilters filter={filter} />
      </PageHeader>
      <div className="border-border border-t" />
      <OperationList scope={filter.scope} empty={empty} />
    </div>
  );
}
