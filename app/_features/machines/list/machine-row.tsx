"use client";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { cn } from "@/app/_lib/cn";
import { useHost, useMachineAt } from "@/app/_lib/fleet-store";
import { needsAttention } from "@/server/filter/machine-attention";
import type { MachineRow as Row } from "@/server/inventory/types";
import { Cell } from "./cells";
import type { ColumnId } from "./columns";
import { NarrowCells } from "./narrow-cells";
import { RowCheckbox } from "./row-checkbox";

export interface RowProps {
  machineKey: string;
  /** Place among all lines of the grid, the head being 1. */
  line: number;
  columns: readonly ColumnId[];
  narrow: boolean;
  active: boolean;
  selected: boolean;
  peeked: boolean;
}

export const rowId = (key: string): string => `machine-${key.replace("/", "-")}`;

/** One machine of the grid. Repaints when that machine, its host or its place changes; nothing else. */
export const MachineRow = memo(function MachineRow(props: RowProps) {
  const row = useMachineAt(props.machineKey);
  return row ? <Line row={row} {...props} /> : null;
});

/** The grid hears the click for all rows; React only wants to know that somebody does. */
const onGridClick = () => undefined;

function Line({ row, ...props }: RowProps & { row: Row }) {
  const t = useTranslations("machines");
  const host = useHost(row.hostId);
  const away = host?.link !== "online";
  return (
    <tr
      id={rowId(props.machineKey)}
      data-row={props.machineKey}
      data-away={away || undefined}
      aria-rowindex={props.line}
      aria-selected={props.selected}
      tabIndex={-1}
      className={cn(
        "group/row grid h-(--line) grid-cols-(--columns) contain-strict items-center border-border border-b",
        props.selected ? "bg-accent-bg" : props.peeked ? "bg-hover" : "hover:bg-hover",
        props.active && "in-focus:outline-2 in-focus:outline-accent in-focus:-outline-offset-2",
        props.peeked && "shadow-[inset_2px_0_var(--accent)]",
        !props.peeked && needsAttention(row) && "shadow-[inset_2px_0_var(--err-dot)]",
        away && "text-text-3",
      )}
    >
      <td className="flex h-full items-center justify-center" data-check>
        <RowCheckbox
          checked={props.selected}
          label={t("select", { name: row.name })}
          onChange={onGridClick}
        />
      </td>
      {props.narrow ? (
        <NarrowCells row={row} hostName={host?.name} />
      ) : (
        props.columns.map((id) => (
          <td key={id} className="min-w-0 truncate px-2.5">
            <Cell id={id} row={row} hostName={host?.name} />
          </td>
        ))
      )}
      <td className="flex justify-center">
        <button
          type="button"
          data-menu
          tabIndex={-1}
          aria-label={t("menuOf", { name: row.name })}
          className="flex size-6 items-center justify-center rounded-md text-text-3 opacity-0 hover:bg-border hover:text-text focus-visible:opacity-100 group-hover/row:opacity-100 coarse:opacity-100"
        >
          ⋯
        </button>
      </td>
    </tr>
  );
}
