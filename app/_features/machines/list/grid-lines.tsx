"use client";
import { GroupRow } from "./group-row";
import { MachineRow } from "./machine-row";
import type { ListController } from "./use-list-controller";

interface GridLinesProps {
  list: ListController;
  from: number;
  to: number;
}

/**
 * The lines that are in sight, in a box as tall as all of them. The box's padding holds the place of
 * those above: an offset of its own on each line would be a style of its own, and a browser that has
 * to work out new styles for whole screens of cells drops frames while it scrolls.
 */
export function GridLines({ list, from, to }: GridLinesProps) {
  const { items, rowHeightPx, active, shown, narrow, selection, state } = list;
  return (
    <tbody
      className="block"
      style={{ height: items.length * rowHeightPx, paddingTop: from * rowHeightPx }}
    >
      {items.slice(from, to).map((item, i) => {
        const line = from + i + 2;
        return item.kind === "group" ? (
          <GroupRow key={item.id} item={item} group={state.group} line={line} />
        ) : (
          <MachineRow
            key={item.key}
            machineKey={item.key}
            columns={shown}
            narrow={narrow}
            active={item.key === active}
            selected={selection.chosen.has(item.key)}
            peeked={item.key === state.peek}
            line={line}
          />
        );
      })}
    </tbody>
  );
}
