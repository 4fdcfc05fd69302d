"use client";
import { useTranslations } from "next-intl";
import { StateView } from "@/app/_components/state-view";
import { fleet } from "@/app/_lib/fleet/store";
import { Button } from "@/app/_ui/button";
import type { ParsedFilter } from "@/server/filter/terms";
import { nearestNames } from "./nearest-names";
import type { ListState } from "./use-list-state";

/** Nothing passes: shows what was asked, how to get out, and names that are close. */
export function EmptyFilter({ state, filter }: { state: ListState; filter: ParsedFilter }) {
  const t = useTranslations("machines");
  const words = filter.terms
    .filter((term) => (term.key === null || term.key === "name") && !term.negated)
    .flatMap((term) => term.values);
  const names = nearestNames(words[0] ?? "", fleet.machines.values());
  if (state.view === "attention" && state.q === "")
    return (
      <StateView
        kind="all-good"
        title={t("empty.allGood")}
        actions={<Button onClick={() => void state.clear()}>{t("empty.showAll")}</Button>}
      >
        {t("empty.allGoodText")}
      </StateView>
    );
  return (
    <StateView
      kind="empty-filter"
      title={t("empty.noMatch")}
      actions={<Button onClick={() => void state.clear()}>{t("empty.clear")}</Button>}
    >
      {state.q !== "" && <code className="mono break-all">{state.q}</code>}
      {names.length > 0 && (
        <p className="mt-2">
          {t("empty.nearest")}{" "}
          {names.map((name) => (
            <Button
              key={name}
              variant="link"
              className="mr-2"
              onClick={() => void state.setQuery(`name=${name}`)}
            >
              {name}
            </Button>
          ))}
        </p>
      )}
    </StateView>
  );
}
