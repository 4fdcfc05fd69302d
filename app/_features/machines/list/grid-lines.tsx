"use client";
import { GroupRow } from "./group-row";
import { MachineRow } from "./machine-row";
import type { ListController } from "./use-list-controller";

interface GridLinesProps {
  list: ListController;
  from: number;
  to: number;
}

/** The lines that are in sight, each at its place in a box as tall as all of them. */
export function GridLines({ list, from, to }: GridLinesProps) {
  const { items, rowHeightPx, active, shown, narrow, selection, state } = list;
  return (
    <tbody className="relative block" style={{ height: items.length * rowHeightPx }}>
      {items.slice(from, to).map((item, i) => {
        const index = from + i;
        const place = { line: index + 2, topPx: index * rowHeightPx, heightPx: rowHeightPx };
        return item.kind === "group" ? (
          <GroupRow key={item.id} item={item} group={state.group} {...place} />
        ) : (
          <MachineRow
            key={item.key}
            machineKey={item.key}
            columns={shown}
            narrow={narrow}
            active={item.key === active}
            selected={selection.chosen.has(item.key)}
            peeked={item.key === state.peek}
            {...place}
          />
        );
      })}
    </tbody>
  );
}
