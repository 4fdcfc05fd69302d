"use client";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { ChoiceTabs } from "@/app/_components/choice-tabs";
import { StateView } from "@/app/_components/state-view";
import { Button } from "@/app/_ui/button";
import { PageHeader } from "@/app/_ui/page-header";
import { OperationList } from "./operation-list";

const states = ["all", "open", "succeeded", "failed", "cancelled"] as const;
const whose = ["everyone", "mine"] as const;

export function ActivityPage() {
  const t = useTranslations("activity");
  const [state, setState] = useQueryState("state", parseAsStringLiteral(states).withDefault("all"));
  const [who, setWho] = useQueryState("who", parseAsStringLiteral(whose).withDefault("everyone"));
  const filtered = state !== "all" || who !== "everyone";
  const empty = filtered ? (
    <StateView
      kind="empty-filter"
      title={t("noneTitle")}
      actions={
        <Button
          onClick={() => {
            void setState(null);
            void setWho(null);
          }}
        >
          {t("clear")}
        </Button>
      }
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
              value={who}
              values={whose}
              word={(value) => t(`who.${value}`)}
              onChoose={setWho}
            />
            <span aria-hidden="true" className="h-4 w-px bg-border" />
            <ChoiceTabs
              label={t("states")}
              value={state}
              values={states}
              word={(value) => t(`filter.${value}`)}
              onChoose={setState}
            />
          </>
        }
      />
      <div className="border-border border-t" />
      <OperationList
        scope={{
          ...(state === "all" ? {} : { state }),
          ...(who === "mine" ? { mine: true } : {}),
        }}
        empty={empty}
      />
    </div>
  );
}
