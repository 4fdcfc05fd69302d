import type { VerbContext } from "../api/context";
import type { HostRow } from "../inventory/types";
import type { MachineInput } from "../machines/schema";
import { AppError, type Problem } from "../problem";
import type { MigrationDestination } from "./types";

/** From the mirror: where one could go, and at once why not. The pre-check asks the hosts. */
export async function listDestinations(
  ctx: VerbContext,
  { machine }: MachineInput,
): Promise<MigrationDestination[]> {
  const { fleet } = ctx.runtime;
  const row = fleet.machine(machine);
  if (!row) throw new AppError({ code: "machineGone", params: { uuid: machine.uuid } });
  return fleet
    .hosts()
    .filter(({ id: hostId }) => hostId !== machine.hostId)
    .filter(({ id: hostId }) => ctx.rights.can("host.place", { kind: "host", hostId }))
    .map((host) => {
      const problem = destinationProblem(ctx, host, { machine: row.name, uuid: machine.uuid });
      return {
        hostId: host.id,
        name: host.name,
        allowed: problem === null,
        problem,
        freeMemoryKib: freeMemoryKib(ctx, host),
        machineCount: host.machineCount,
      };
    });
}

export function destinationProblem(
  ctx: VerbContext,
  host: HostRow,
  { machine, uuid }: { machine: string; uuid: string },
): Problem | null {
  const params = { machine, host: host.name, to: host.name };
  if (host.link !== "online") return { code: "hostOffline", params };
  const taken = ctx.runtime.fleet
    .machines(host.id)
    .some((other) => other.uuid === uuid || other.name === machine);
  return taken ? { code: "migrationNameTaken", params } : null;
}

/** What the running machines there leave of its memory, as far as they were promised it. */
function freeMemoryKib(ctx: VerbContext, host: HostRow): number | null {
  if (host.memoryKib === null || host.link !== "online") return null;
  const promised = ctx.runtime.fleet
    .machines(host.id)
    .filter((machine) => machine.state !== "shutOff" && machine.state !== "crashed")
    .reduce((sum, machine) => sum + machine.memoryKib, 0);
  return Math.max(0, host.memoryKib - promised);
}
