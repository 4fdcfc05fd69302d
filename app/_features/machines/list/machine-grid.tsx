"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { type CSSProperties, type MouseEvent, useState } from "react";
import { fleet } from "@/app/_lib/fleet/store";
import { ContextMenu, ContextMenuTrigger } from "@/app/_ui/context-menu";
import { MachineContextMenu } from "../actions/machine-context-menu";
import { gridTemplate } from "./columns";
import { GridHead } from "./grid-head";
import { GridLines } from "./grid-lines";
import { gridTarget } from "./grid-target";
import { rowId } from "./machine-row";
import { useGridEvents } from "./use-grid-events";
import type { ListController } from "./use-list-controller";

const OVERSCAN = 12;
const HEAD_PX = 33;

interface MachineGridProps {
  list: ListController;
  /** The part that scrolls; the list measures it and the rows are placed in it. */
  box: HTMLElement | null;
  onBox: (box: HTMLElement | null) => void;
}

/**
 * The grid: a real one for screen readers, virtual for the browser. It is one tab stop; the active row
 * is told by aria-activedescendant, so rows come and go under the scroll without losing the focus.
 */
export function MachineGrid({ list, box, onBox }: MachineGridProps) {
  const t = useTranslations("machines");
  const [menuKeys, setMenuKeys] = useState<readonly string[]>([]);
  const virtual = useVirtualizer({
    count: list.items.length,
    getScrollElement: () => box,
    estimateSize: () => list.rowHeightPx,
    getItemKey: (i) => {
      const item = list.items[i];
      return item ? (item.kind === "row" ? item.key : item.id) : i;
    },
    overscan: OVERSCAN,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
  });
  list.scrollTo.current = (line) => virtual.scrollToIndex(line, { align: "auto" });
  list.measure.current = () => virtual.measure();

  const events = useGridEvents(list);
  const aim = (event: MouseEvent) => {
    const key = gridTarget(event.target)?.key ?? list.active;
    if (key === undefined) return event.preventDefault();
    list.setActive(key);
    setMenuKeys(list.selection.chosen.has(key) ? list.selection.selected : [key]);
  };
  const first = fleet.machines.get(menuKeys[0] ?? "");
  const title =
    menuKeys.length > 1 ? t("selected", { count: menuKeys.length }) : (first?.name ?? "");
  const { selected } = list.selection;

  return (
    <ContextMenu>
      <ContextMenuTrigger asChild onContextMenu={aim}>
        <div ref={onBox} className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden">
          <table
            {...gridAria(list.active)}
            aria-label={t("title")}
            aria-rowcount={list.items.length + 1}
            aria-colcount={list.shown.length + 2}
            className="block outline-none"
            style={columnsStyle(list.narrow ? "44px 1fr 40px" : gridTemplate(list.shown))}
            {...events}
          >
            {!list.narrow && (
              <GridHead
                shown={list.shown}
                sort={list.state.sort}
                onSort={list.state.sortBy}
                selection={amountSelected(selected.length, list.keys.length)}
                onSelectAll={selected.length > 0 ? list.selection.clear : list.selection.all}
              />
            )}
            <GridLines list={list} virtual={virtual} headPx={HEAD_PX} />
          </table>
        </div>
      </ContextMenuTrigger>
      <MachineContextMenu keys={menuKeys} title={title} onSubmitted={list.selection.clear} />
    </ContextMenu>
  );
}

/** A table that is one tab stop, with rows that are chosen by arrows and may be several. */
function gridAria(active: string | undefined) {
  return {
    role: "grid",
    tabIndex: 0,
    "aria-multiselectable": true,
    "aria-activedescendant": active === undefined ? undefined : rowId(active),
  };
}

/** The tracks that head and rows share, as a property that their class reads. */
function columnsStyle(tracks: string): CSSProperties & Record<"--columns", string> {
  return { "--columns": tracks };
}

function amountSelected(selected: number, all: number): "none" | "some" | "all" {
  return selected === 0 ? "none" : selected === all ? "all" : "some";
}
