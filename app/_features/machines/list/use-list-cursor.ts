"use client";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { fleet } from "@/app/_lib/fleet/store";
import { machinePath } from "@/app/_lib/machine-key";
import { openMenuAt } from "./grid-target";
import type { ListItem } from "./groups";
import { rowId } from "./machine-row";
import type { Selection } from "./selection";
import type { ListState } from "./use-list-state";

interface Cursor {
  state: ListState;
  items: readonly ListItem[];
  selection: Selection;
}

/** The active row: where the keyboard is. It moves, opens, peeks and extends the selection. */
export function useListCursor({ state, items, selection }: Cursor) {
  const router = useRouter();
  const [activeKey, setActive] = useState<string>();
  const active = activeKey !== undefined && fleet.machines.has(activeKey) ? activeKey : undefined;
  const scrollTo = useRef<(line: number) => void>(() => undefined);

  const open = (key = active) => {
    const row = key === undefined ? undefined : fleet.machines.get(key);
    if (row) router.push(machinePath(row));
  };
  const peekAt = (key = active) => {
    if (key !== undefined) void state.setPeek(state.peek === key ? null : key);
  };
  const move = (step: number, extend = false) => {
    const rows = items.filter((item) => item.kind === "row");
    const at = rows.findIndex((item) => item.key === active);
    const next = rows[at < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, at + step))];
    if (!next) return;
    setActive(next.key);
    if (extend) {
      if (active !== undefined && selection.selected.length === 0) selection.toggle(active);
      selection.extendTo(next.key);
    } else if (state.peek !== null) void state.setPeek(next.key);
    scrollTo.current(items.indexOf(next));
  };
  const openMenu = () => {
    if (active !== undefined) openMenuAt(document.getElementById(rowId(active)));
  };
  return { active, setActive, scrollTo, open, peekAt, move, openMenu };
}
