import type { Fleet } from "../inventory/fleet-types";
import type { MachineRow } from "../inventory/types";
import { ConsoleEnd } from "./end";
import { endOf, readLiveFacts } from "./live-machine";
import type { ConsoleEndName } from "./schema";
import type { TicketGrant } from "./tickets";

const ARRIVAL_TIMEOUT_MS = 3_000;

/**
 * Why a display or line that was fine has ended, by a look at the host. `stillRunning` is the end
 * when the machine runs on where it was.
 */
export async function explainEnd(
  fleet: Fleet,
  grant: TicketGrant,
  stillRunning: ConsoleEndName,
): Promise<ConsoleEnd> {
  const session = fleet.session(grant.hostId);
  if (!session) return new ConsoleEnd("machineGone");
  try {
    if (await readLiveFacts(session, grant.uuid)) return new ConsoleEnd(stillRunning);
  } catch (error) {
    const end = endOf(error);
    if (end.end !== "machineGone") return end;
    return (await arrival(fleet, grant)) ?? end;
  }
  return (await arrival(fleet, grant)) ?? new ConsoleEnd("machineStopped");
}

/** `moved`, when the machine runs on another host or turns up there in a moment. */
function arrival(fleet: Fleet, grant: TicketGrant): Promise<ConsoleEnd | undefined> {
  const isThere = (row: MachineRow | undefined): row is MachineRow =>
    row?.uuid === grant.uuid && row.hostId !== grant.hostId && isRunning(row);
  const found = fleet.machinesByUuid(grant.uuid).find(isThere);
  if (found) return Promise.resolve(new ConsoleEnd("moved", found.hostId));
  return new Promise((resolve) => {
    const settle = (end?: ConsoleEnd) => {
      clearTimeout(timer);
      stop();
      resolve(end);
    };
    const timer = setTimeout(settle, ARRIVAL_TIMEOUT_MS);
    const stop = fleet.onMachineChange((_before, after) => {
      if (isThere(after)) settle(new ConsoleEnd("moved", after.hostId));
    });
  });
}

const isRunning = (row: MachineRow): boolean =>
  row.state === "running" || row.state === "blocked" || row.state === "paused";
