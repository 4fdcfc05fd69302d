import { rm } from "node:fs/promises";
import { LabError } from "./errors";
import type { LabPlace } from "./names";
import { endNamespace, markedResidents } from "./namespace";
import { uplinksOf } from "./network";
import { findResidue } from "./residue";
import { attempt } from "./run";
import { readState, residentsOf } from "./state";

/** Ends every process of the lab and removes all it made but the cache; whatever state it is in. */
export async function takeDown(place: LabPlace): Promise<void> {
  // A state file that cannot be read must not keep the lab up: the marker finds its nodes as well.
  const state = await readState(place).catch(() => undefined);
  const residents = [...(state === undefined ? [] : residentsOf(state)), ...markedResidents(place)];
  await Promise.all(residents.map(endNamespace));
  // The uplink goes with the switch, of which it is the other end, but a bit later.
  for (const link of await uplinksOf(place)) await attempt(["ip", "link", "delete", "dev", link]);
  await rm(place.directory, { recursive: true, force: true });
  const left = await findResidue(place, state);
  if (left.length > 0) throw new LabError("residue", `left behind: ${left.join("; ")}`);
}
