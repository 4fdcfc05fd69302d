import { rm } from "node:fs/promises";
import { LabError } from "./errors";
import { type LabPlace, uplinkName } from "./names";
import { endNamespace, markedResidents } from "./namespace";
import { findResidue } from "./residue";
import { attempt } from "./run";
import { type LabState, readState, residentsOf } from "./state";

/** Ends every process of the lab and removes all it made but the cache; whatever state it is in. */
export async function takeDown(place: LabPlace): Promise<void> {
  // A state file that cannot be read must not keep the lab up: the marker finds its nodes as well.
  const state = await readState(place).catch(() => undefined);
  const residents = [...(state === undefined ? [] : residentsOf(state)), ...markedResidents(place)];
  await Promise.all(residents.map(endNamespace));
  if (state !== undefined) await removeUplink(state);
  await rm(place.directory, { recursive: true, force: true });
  const left = await findResidue(place, state);
  if (left.length > 0) throw new LabError("residue", `left behind: ${left.join("; ")}`);
}

/** The link usually goes with the switch's namespace, of which it is the other end; a bit later. */
async function removeUplink(state: LabState): Promise<void> {
  await attempt(["ip", "link", "delete", "dev", uplinkName(state.subnet)]);
}
