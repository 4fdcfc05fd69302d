"use client";
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { type ColumnId, columns, defaultColumns, isColumnId } from "./columns";
import { defaultSort, formatSort, type Sort } from "./sort";

export const views = ["all", "running", "attention"] as const;
export type View = (typeof views)[number];
export const groupings = ["none", "host", "state"] as const;
export type Grouping = (typeof groupings)[number];

const COLUMNS_KEY = "flotilla.machines.columns";

const parsers = {
  q: parseAsString.withDefault(""),
  view: parseAsStringLiteral(views).withDefault("all"),
  group: parseAsStringLiteral(groupings).withDefault("none"),
  sort: parseAsString.withDefault(formatSort(defaultSort)),
  cols: parseAsArrayOf(parseAsString),
  peek: parseAsString,
};

/** Everything that makes up what the list shows, kept in the URL. */
export function useListState() {
  const [url, setUrl] = useQueryStates(parsers, { history: "replace" });
  const sort = useMemo(() => readSort(url.sort), [url.sort]);
  const chosen = useMemo(() => url.cols?.filter(isColumnId) ?? rememberedColumns(), [url.cols]);
  return useMemo(
    () => ({
      ...url,
      sort,
      columns: chosen,
      setQuery: (q: string) => setUrl({ q: q || null }),
      setView: (view: View) => setUrl({ view: view === "all" ? null : view }),
      setGroup: (group: Grouping) => setUrl({ group: group === "none" ? null : group }),
      setPeek: (peek: string | null) => setUrl({ peek }),
      clear: () => setUrl({ q: null, view: null }),
      sortBy: (by: ColumnId) => setUrl({ sort: formatSort(nextSort(sort, by)) }),
      setColumns: (ids: readonly ColumnId[]) => {
        rememberColumns(ids);
        return setUrl({ cols: sameAsDefault(ids) ? null : [...ids] });
      },
    }),
    [url, setUrl, sort, chosen],
  );
}

export type ListState = ReturnType<typeof useListState>;

function readSort(text: string): Sort {
  const by = text.replace(/^-/, "");
  return isColumnId(by) && columns[by].sortable ? { by, descending: text !== by } : defaultSort;
}

function nextSort(current: Sort, by: ColumnId): Sort {
  if (current.by === by) return { by, descending: !current.descending };
  return { by, descending: columns[by].descendsFirst === true };
}

function sameAsDefault(ids: readonly ColumnId[]): boolean {
  return ids.length === defaultColumns.length && ids.every((id, i) => id === defaultColumns[i]);
}

function rememberedColumns(): readonly ColumnId[] {
  if (typeof localStorage === "undefined") return defaultColumns;
  const saved = localStorage.getItem(COLUMNS_KEY)?.split(",").filter(isColumnId) ?? [];
  return saved.includes("name") ? saved : defaultColumns;
}

function rememberColumns(ids: readonly ColumnId[]): void {
  localStorage.setItem(COLUMNS_KEY, ids.join(","));
}
