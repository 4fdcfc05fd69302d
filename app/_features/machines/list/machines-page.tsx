"use client";
import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo, useRef, useState } from "react";
import { StateView } from "@/app/_components/state-view";
import { useFleetPhase, useMachineCount } from "@/app/_lib/fleet-store";
import { useSubject } from "@/app/_lib/subject";
import { useFormat } from "@/app/_lib/use-format";
import { Button } from "@/app/_ui/button";
import { PageHeader } from "@/app/_ui/page-header";
import { tabClass } from "@/app/_ui/tabs";
import { FilterBar } from "../filter-bar/filter-bar";
import { PeekFrame } from "../peek/peek-frame";
import { EmptyFilter } from "./empty-filter";
import { EmptyFirst } from "./empty-first";
import { ListSkeleton } from "./list-skeleton";
import { MachineGrid } from "./machine-grid";
import { useListController } from "./use-list-controller";
import { useListShortcuts } from "./use-list-shortcuts";
import { type ListState, useListState, views } from "./use-list-state";
import { ViewMenuButton } from "./view-menu-button";

const SelectionBar = dynamic(() => import("./selection-bar").then((m) => m.SelectionBar), {
  ssr: false,
});

/** The list of all machines of the fleet: filter, grid, selection, peek. */
export function MachinesPage() {
  const t = useTranslations("machines");
  const format = useFormat();
  const state = useListState();
  const [box, setBox] = useState<HTMLElement | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const list = useListController(state, box);
  const total = useMachineCount();
  const phase = useFleetPhase();
  useListShortcuts(list, () => input.current?.focus());
  useSubject(useStableSubject(list.selection.selected, state.peek ?? list.active));
  const shown = list.keys.length;
  const empty = phase === "complete" && total === 0;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title={t("title")}
        aside={
          total > 0 && (shown === total ? format.number(total) : t("shownOf", { shown, total }))
        }
        tabs={!empty && <ViewTabs state={state} />}
        actions={
          <Button variant="primary" asChild>
            <Link href="/hosts/new">
              <Plus aria-hidden="true" />
              {t("addHost")}
            </Link>
          </Button>
        }
      >
        {!empty && (
          <div className="flex items-start gap-2">
            <FilterBar query={state.q} onQuery={(q) => void state.setQuery(q)} input={input} />
            <ViewMenuButton state={state} />
          </div>
        )}
      </PageHeader>
      <p role="status" className="sr-only">
        {phase === "complete" ? t("announce", { shown, total }) : ""}
      </p>
      <div className="relative flex min-h-0 flex-1 border-border border-t">
        <div className="relative flex min-w-0 flex-1 flex-col">
          {total === 0 && phase !== "complete" ? (
            <StateView kind="loading" skeleton={<ListSkeleton />} />
          ) : empty ? (
            <EmptyFirst />
          ) : shown === 0 ? (
            <EmptyFilter state={state} filter={list.filter} />
          ) : (
            <MachineGrid list={list} box={box} onBox={setBox} />
          )}
          {list.selection.selected.length > 0 && <SelectionBar selection={list.selection} />}
        </div>
        <PeekFrame peek={state.peek} onClose={() => void state.setPeek(null)} />
      </div>
    </div>
  );
}

/** What the palette's verbs act on: the selection, else the machine that is looked at. */
function useStableSubject(selected: readonly string[], looked: string | undefined) {
  const text = selected.length > 0 ? selected.join("\n") : (looked ?? "");
  return useMemo(() => (text === "" ? [] : text.split("\n")), [text]);
}

function ViewTabs({ state }: { state: ListState }) {
  const t = useTranslations("machines");
  return (
    <nav aria-label={t("views")} className="flex gap-0.5">
      {views.map((view) => (
        <button
          key={view}
          type="button"
          aria-current={state.view === view ? "page" : undefined}
          className={tabClass}
          onClick={() => void state.setView(view)}
        >
          {t(`view.${view}`)}
        </button>
      ))}
    </nav>
  );
}
