"use client";
import { machinePath } from "@/app/_lib/machine-key";
import type { MachineRow } from "@/server/inventory/types";
import { MachineState } from "../state/machine-state";

interface NarrowCellsProps {
  row: MachineRow;
  hostName: string | undefined;
}

/** The two lines of a machine where there is no room for columns. */
export function NarrowCells({ row, hostName }: NarrowCellsProps) {
  return (
    <td className="flex min-w-0 flex-col px-1">
      <a
        data-open
        href={machinePath(row)}
        tabIndex={-1}
        className="truncate font-strong text-text in-data-away:text-text-3"
      >
        {row.name}
      </a>
      <span className="flex min-w-0 items-center gap-2 text-sm">
        <MachineState row={row} />
        <span aria-hidden="true" className="text-text-3">
          ·
        </span>
        <span className="truncate text-text-2 in-data-away:text-text-3">{hostName}</span>
      </span>
    </td>
  );
}
