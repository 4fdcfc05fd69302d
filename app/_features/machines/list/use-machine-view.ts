"use client";
import { useLocale } from "next-intl";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import { MachineView } from "@/app/_lib/fleet/machine-view";
import {
  fleet,
  hostNews,
  machineNews,
  machineSampleNews,
  operationNews,
  operations,
  rights,
} from "@/app/_lib/fleet/store";
import { machineKeyText } from "@/app/_lib/machine-key";
import { compileFilter } from "@/server/filter/compile";
import { parseFilter } from "@/server/filter/parse";
import type { FilterTerm } from "@/server/filter/terms";
import type { MachineRow } from "@/server/inventory/types";
import { groupOf } from "./groups";
import { compareBy, followsSamples, type Sort } from "./sort";
import type { Grouping, View } from "./use-list-state";

const world = {
  hostName: (id: string) => fleet.hosts.get(id)?.name ?? id,
  hostLink: (id: string) => fleet.hosts.get(id)?.link ?? ("connecting" as const),
  cpuPercent: (row: MachineRow) => fleet.machineSamples.get(machineKeyText(row))?.[0] ?? null,
  memoryPercent: (row: MachineRow) => fleet.machineSamples.get(machineKeyText(row))?.[1] ?? null,
  isBusy: (uuid: string) => operations.openOn(uuid) !== undefined,
  projectName: (uuid: string) => rights.projectNameOf(uuid) ?? "",
  nowMs: () => Date.now(),
};

const viewTerms: Record<View, readonly FilterTerm[]> = {
  all: [],
  running: parseFilter("state:running").terms,
  attention: parseFilter("is:attention").terms,
};

interface Wanted {
  terms: readonly FilterTerm[];
  view: View;
  sort: Sort;
  group: Grouping;
}

const nothing: readonly string[] = [];

/** Keys of the machines to show, in order. The same array as long as nothing moves. */
export function useMachineView({ terms, view, sort, group }: Wanted): readonly string[] {
  const locale = useLocale();
  const { machineView, needs } = useMemo(() => {
    const all = [...viewTerms[view], ...terms];
    const collator = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });
    const bySort = compareBy(sort, { ...world, collator });
    const byGroup = groupOf(group, world);
    const order = {
      matches: compileFilter(all, world),
      compare: (a: MachineRow, b: MachineRow) =>
        (byGroup ? collator.compare(byGroup(a), byGroup(b)) : 0) || bySort(a, b),
    };
    return {
      machineView: new MachineView(fleet.machines, order),
      needs: {
        samples: followsSamples(sort) || all.some((term) => term.key === "cpu"),
        operations: all.some((term) => term.key === "is" && term.values.includes("busy")),
        hosts: sort.by === "host" || group === "host",
      },
    };
  }, [terms, view, sort, group, locale]);

  const subscribe = useCallback(
    (listener: () => void) => {
      const rebuild = () => machineView.rebuild() && listener();
      const stops = [machineNews.onAny((keys) => machineView.update(keys) && listener())];
      if (needs.samples) stops.push(machineSampleNews.onAny(rebuild));
      if (needs.operations) stops.push(operationNews.onAny(rebuild));
      if (needs.hosts) stops.push(hostNews.onAny(rebuild));
      // What happened between making the view and listening to the news.
      rebuild();
      return () => {
        for (const stop of stops) stop();
      };
    },
    [machineView, needs],
  );
  return useSyncExternalStore(
    subscribe,
    () => machineView.keys,
    () => nothing,
  );
}
