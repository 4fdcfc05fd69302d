"use client";
import type { Virtualizer } from "@tanstack/react-virtual";
import { GroupRow } from "./group-row";
import { MachineRow } from "./machine-row";
import type { ListController } from "./use-list-controller";

interface GridLinesProps {
  list: ListController;
  virtual: Virtualizer<HTMLElement, Element>;
  headPx: number;
}

/** The lines that are in sight, each at its place in a box as tall as all of them. */
export function GridLines({ list, virtual, headPx }: GridLinesProps) {
  const { items, rowHeightPx, active, shown, narrow, selection, state } = list;
  return (
    <tbody className="relative block" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) => {
        const item = items[index];
        if (!item) return null;
        const place = { line: index + 2, topPx: start - headPx, heightPx: rowHeightPx };
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
