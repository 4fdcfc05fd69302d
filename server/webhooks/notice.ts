import type { Fleet } from "../inventory/fleet-types";
import type { HostRow, MachineRow, MachineState } from "../inventory/types";
import { isTerminal, type OperationView } from "../operations/types";
import type { NoticedEvent } from "./types";

/** `blocked` is a guest that waits for its disk; it comes and goes many times a second. */
const steady = (state: MachineState): MachineState => (state === "blocked" ? "running" : state);

/** A machine in another state than before; one that appears or goes is no change of its state. */
export function stateChange(
  fleet: Pick<Fleet, "host">,
  before: MachineRow | undefined,
  after: MachineRow | undefined,
): NoticedEvent | undefined {
  if (!before || !after) return undefined;
  const [previousState, state] = [steady(before.state), steady(after.state)];
  if (previousState === state || previousState === "unknown" || state === "unknown")
    return undefined;
  const { uuid, name, hostId } = after;
  const at = new Date().toISOString();
  const hostName = fleet.host(hostId)?.name ?? null;
  return {
    key: `machine:${uuid}:${hostId}:${state}:${at}`,
    event: "machine.state",
    at,
    machine: { uuid, name, hostId, hostName, state, previousState },
  };
}

/** A host is down once, until it is up again. */
export class HostNews {
  readonly #down = new Set<string>();

  of({ id, name, link, problem, sinceMs, seenAtMs }: HostRow): NoticedEvent | undefined {
    const isDown = link === "unreachable" || link === "refused";
    // One that was never reached is somebody's mistake of a minute ago, told where it was made.
    if (isDown === this.#down.has(id) || (!isDown && link !== "online") || seenAtMs === null)
      return undefined;
    if (isDown) this.#down.add(id);
    else this.#down.delete(id);
    const event = isDown ? "host.down" : "host.up";
    return {
      key: `host:${id}:${event}:${sinceMs}`,
      event,
      at: new Date(sinceMs).toISOString(),
      host: { id, name, problem },
    };
  }
}

/** What the end of an operation means; the same whether it is seen live or read later. */
export function operationEnd(view: OperationView): NoticedEvent[] {
  const { id, kind, state, target, destination, requestedBy, endedAtMs, problem } = view;
  if (!isTerminal(state) || endedAtMs === null) return [];
  const { uuid, name, hostId, hostName } = target;
  const told = {
    at: new Date(endedAtMs).toISOString(),
    ...(uuid === null ? {} : { machine: { uuid, name, hostId, hostName } }),
    operation: {
      id,
      kind,
      state,
      name,
      requestedBy: requestedBy.name,
      destination: destination?.hostName ?? null,
      problem,
    },
  };
  const ends: NoticedEvent[] = [];
  if (kind === "machine.migrate")
    ends.push({ key: `operation:${id}:migration`, event: "migration.ended", ...told });
  if (state === "succeeded")
    ends.push({ key: `operation:${id}`, event: "operation.succeeded", ...told });
  if (state === "failed" || state === "abandoned")
    ends.push({ key: `operation:${id}`, event: "operation.failed", ...told });
  return ends;
}
