import type { Sight } from "../inventory/sight";
import { fleetObject } from "./schema";
import type { Rights, RightsBook } from "./types";

/** What a reader of the fleet's feed may see, for as long as he reads. */
export function sightOf(holder: { rights: Rights; runtime: { rights: RightsBook } }): Sight {
  const { rights } = holder;
  return {
    get all() {
      return rights.can("machine.view", fleetObject) && rights.can("host.view", fleetObject);
    },
    machine: (uuid) => rights.can("machine.view", { kind: "machine", uuid }),
    host: (hostId) => rights.can("host.view", { kind: "host", hostId }),
    onChange: (listener) => holder.runtime.rights.onChange(listener),
  };
}
