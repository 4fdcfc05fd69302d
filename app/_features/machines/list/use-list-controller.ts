"use client";
import { useDeferredValue, useMemo, useState } from "react";
import { parseFilter } from "@/server/filter/parse";
import { columnsThatFit } from "./columns";
import { listItems } from "./groups";
import { useSelection } from "./selection";
import { useListCursor } from "./use-list-cursor";
import type { ListState } from "./use-list-state";
import { useMachineView } from "./use-machine-view";
import { useRowHeight } from "./use-row-height";
import { useWidth } from "./use-width";

const NARROW_PX = 560;
const USUAL_PX = 1_200;

/** What the list shows and where in it a person is: the one object its parts share. */
export function useListController(state: ListState, box: HTMLElement | null) {
  const query = useDeferredValue(state.q);
  const filter = useMemo(() => parseFilter(query), [query]);
  const { view, sort, group } = state;
  const keys = useMachineView({ terms: filter.terms, view, sort, group });
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const items = useMemo(() => listItems(keys, { group, folded }), [keys, group, folded]);
  const selection = useSelection(keys);
  const width = useWidth(box);
  const narrow = width > 0 && width < NARROW_PX;
  const shown = useMemo(
    () => columnsThatFit(state.columns, width || USUAL_PX),
    [state.columns, width],
  );
  const rowHeightPx = useRowHeight(narrow);
  const cursor = useListCursor({ state, items, selection });

  const fold = (id: string) => {
    const next = new Set(folded);
    if (!next.delete(id)) next.add(id);
    setFolded(next);
  };
  return {
    state,
    filter,
    keys,
    items,
    selection,
    narrow,
    shown,
    rowHeightPx,
    fold,
    ...cursor,
  };
}

export type ListController = ReturnType<typeof useListController>;
