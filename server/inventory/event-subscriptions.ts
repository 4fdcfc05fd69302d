import { type Domain, type EventMap, formatUuid, type HostPool } from "node-libvirt";
import { aspectsOfEvent, type WatchedEvent } from "./changes";

type MachineEvent = EventMap[WatchedEvent];

/** Subscribes to everything that can change a machine's row; says which machine, never what is true. */
export function subscribeToMachines(
  pool: HostPool,
  onEvent: (event: WatchedEvent, uuid: string) => void,
): () => void {
  const events = Object.keys(aspectsOfEvent).filter(isWatched);
  const unsubscribes = events.map((event) =>
    pool.subscribe(event, (message) => onEvent(event, formatUuid(domainOf(message).uuid))),
  );
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
  };
}

const isWatched = (name: string): name is WatchedEvent => Object.hasOwn(aspectsOfEvent, name);

/** The older half of the protocol's events wraps its body once more. */
function domainOf(message: MachineEvent): Domain {
  return "msg" in message ? message.msg.dom : message.dom;
}
