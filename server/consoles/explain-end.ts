import type { Fleet, HostSession } from "../inventory/fleet-types";
import type { MachineRow } from "../inventory/types";
import { ConsoleEnd } from "./end";
import { endOf, readLiveFacts } from "./live-machine";
import type { ConsoleEndName } from "./schema";
import type { TicketGrant } from "./tickets";

/** QEMU hangs up some time before libvirt has noted that the machine stopped. */
const STOP_TIMEOUT_MS = 2_000;
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
  const here = await lookHere(fleet, session, grant.uuid);
  if (here === "running") return new ConsoleEnd(stillRunning);
  if (here !== "stopped" && here.end !== "machineGone") return here;
  const arrived = await arrival(fleet, grant, await mayHaveLeft(session, grant.uuid));
  if (arrived) return new ConsoleEnd("moved", arrived.hostId);
  return here === "stopped" ? new ConsoleEnd("machineStopped") : here;
}

type Here = "running" | "stopped" | ConsoleEnd;

async function lookHere(fleet: Fleet, session: HostSession, uuid: string): Promise<Here> {
  const look = async (): Promise<Here> =>
    (await readLiveFacts(session, uuid)) ? "running" : "stopped";
  try {
    const first = await look();
    if (first !== "running") return first;
    const isStop = (row: MachineRow | undefined) => row === undefined || !isRunning(row);
    const { hostId } = session;
    await change(fleet, STOP_TIMEOUT_MS, (before, after) => {
      const row = after ?? before;
      return row?.uuid === uuid && row.hostId === hostId && isStop(after);
    });
    return await look();
  } catch (error) {
    return endOf(error);
  }
}

/** A machine that was simply switched off is not waited for anywhere else. */
async function mayHaveLeft(session: HostSession, uuid: string): Promise<boolean> {
  const row = await session.refreshMachine(uuid).catch(() => undefined);
  return row === undefined || row.reason === "migrated";
}

/** The machine's row on another host where it runs, or, if it may have left, soon will. */
async function arrival(
  fleet: Fleet,
  grant: TicketGrant,
  mayArrive: boolean,
): Promise<MachineRow | undefined> {
  const isThere = (row: MachineRow | undefined): boolean =>
    row?.uuid === grant.uuid && row.hostId !== grant.hostId && isRunning(row);
  const there = () => fleet.machinesByUuid(grant.uuid).find(isThere);
  if (!there() && mayArrive)
    await change(fleet, ARRIVAL_TIMEOUT_MS, (_before, after) => isThere(after));
  return there();
}

type ChangeTest = (before: MachineRow | undefined, after: MachineRow | undefined) => boolean;

/** Resolves with the first change of a row that passes the test, or when the time is up. */
function change(fleet: Fleet, timeoutMs: number, test: ChangeTest): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(settle, timeoutMs);
    const stop = fleet.onMachineChange((before, after) => {
      if (test(before, after)) settle();
    });
  });
}

const isRunning = (row: MachineRow): boolean =>
  row.state === "running" || row.state === "blocked" || row.state === "paused";
