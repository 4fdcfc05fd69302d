"use client";
import { useHost, useMachineAt } from "@/app/_lib/fleet-store";
import { MachineState } from "../../machines/state/machine-state";
import { MachineThumbnail } from "../thumbnail/machine-thumbnail";

/** One machine on the wall. */
export function WallCell({ machineKey }: { machineKey: string }) {
  const row = useMachineAt(machineKey);
  const host = useHost(row?.hostId ?? "");
  if (!row) return null;
  return (
    <li className="flex min-w-0 flex-col gap-1.5">
      <MachineThumbnail row={row} />
      <div className="flex min-w-0 items-baseline gap-2">
        <span className="truncate font-medium" title={row.name}>
          {row.name}
        </span>
        <span className="ml-auto shrink-0 truncate text-sm text-text-3">{host?.name}</span>
      </div>
      {row.state === "paused" && <MachineState row={row} className="text-sm" />}
    </li>
  );
}
