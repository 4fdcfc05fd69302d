"use client";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type CSSProperties, type MouseEvent, useEffect, useRef, useState } from "react";
import { fleet } from "@/app/_lib/fleet/store";
import { gridTemplate } from "./columns";
import { GridHead } from "./grid-head";
import { GridLines } from "./grid-lines";
import { gridTarget } from "./grid-target";
import { rowId } from "./machine-row";
import { useGridEvents } from "./use-grid-events";
import type { ListController } from "./use-list-controller";
import { useVisibleLines } from "./use-visible-lines";

const MachinePointMenu = dynamic(
  () => import("../actions/machine-point-menu").then((m) => m.MachinePointMenu),
  { ssr: false },
);

const HEAD_PX = 33;

interface OpenMenu {
  keys: readonly string[];
  at: { x: number; y: number };
}

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
  const table = useRef<HTMLTableElement>(null);
  const [menu, setMenu] = useState<OpenMenu>();
  const headPx = list.narrow ? 0 : HEAD_PX;
  const sight = useVisibleLines(box, {
    count: list.items.length,
    heightPx: list.rowHeightPx,
    headPx,
  });
  useEffect(() => {
    list.scrollTo.current = sight.scrollTo;
  });
  const events = useGridEvents(list);
  const openMenu = (event: MouseEvent) => {
    event.preventDefault();
    const key = gridTarget(event.target)?.key ?? list.active;
    if (key === undefined) return;
    list.setActive(key);
    const keys = list.selection.chosen.has(key) ? list.selection.selected : [key];
    setMenu({ keys, at: { x: event.clientX, y: event.clientY } });
  };
  const { selected } = list.selection;

  return (
    <div ref={onBox} className="min-h-0 flex-1 overflow-y-auto overflow-x-hidden">
      <table
        ref={table}
        {...gridAria(list.active)}
        aria-label={t("title")}
        aria-rowcount={list.items.length + 1}
        aria-colcount={list.shown.length + 2}
        className="block outline-none"
        style={gridStyle(
          list.narrow ? "44px 1fr 40px" : gridTemplate(list.shown),
          list.rowHeightPx,
        )}
        onContextMenu={openMenu}
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
        <GridLines list={list} from={sight.from} to={sight.to} />
      </table>
      {menu && (
        <MachinePointMenu
          keys={menu.keys}
          at={menu.at}
          title={
            menu.keys.length > 1
              ? t("selected", { count: menu.keys.length })
              : (fleet.machines.get(menu.keys[0] ?? "")?.name ?? "")
          }
          onClose={() => setMenu(undefined)}
          onSubmitted={list.selection.clear}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            table.current?.focus({ preventScroll: true });
          }}
        />
      )}
    </div>
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

/** The tracks that head and rows share and the height of a line, as properties that their classes read. */
function gridStyle(
  tracks: string,
  lineHeightPx: number,
): CSSProperties & Record<"--columns" | "--line", string> {
  return { "--columns": tracks, "--line": `${lineHeightPx}px` };
}

function amountSelected(selected: number, all: number): "none" | "some" | "all" {
  return selected === 0 ? "none" : selected === all ? "all" : "some";
}
