import { access, readFile } from "node:fs/promises";
import type { LabPlace } from "./names";
import { markedPids } from "./namespace";
import { uplinksOf } from "./network";
import { allPids, namespacesOf, processFacts, readProc } from "./processes";
import { type LabState, residentsOf } from "./state";

/** What of a lab taken down can still be found on this machine, as sentences; empty when nothing. */
export async function findResidue(place: LabPlace, state?: LabState): Promise<string[]> {
  return [
    ...leftProcesses(place, state),
    ...(await leftMounts(place)),
    ...(await uplinksOf(place)).map((link) => `link ${link}`),
    ...(await leftFiles(place)),
  ];
}

function leftProcesses(place: LabPlace, state: LabState | undefined): string[] {
  const marked = new Set(markedPids(place));
  const residents = state === undefined ? [] : residentsOf(state);
  const namespaces = new Set(residents.flatMap(({ namespaces: own }) => Object.values(own)));
  return allPids().flatMap((pid) => {
    const inside = Object.values(namespacesOf(pid)).some((name) => namespaces.has(name));
    if (!inside && !marked.has(pid)) return [];
    const facts = processFacts(pid);
    return facts === undefined ? [] : [`process ${pid} (${facts.command})`];
  });
}

/** Mounts of any process, because a mount namespace may outlive what made it. */
async function leftMounts(place: LabPlace): Promise<string[]> {
  const seen = new Set<string>();
  const found = new Set<string>();
  for (const pid of allPids()) {
    const namespace = namespacesOf(pid).mnt;
    if (namespace === undefined || seen.has(namespace)) continue;
    seen.add(namespace);
    for (const line of (readProc(pid, "mountinfo") ?? "").split("\n")) {
      const words = line.split(" ");
      if (words.some((word) => word.startsWith(`${place.directory}/`))) {
        found.add(`mount on ${words[4]} in ${namespace}`);
      }
    }
  }
  return [...found];
}

async function leftFiles(place: LabPlace): Promise<string[]> {
  const there = await access(place.directory).then(
    () => true,
    () => false,
  );
  if (!there) return [];
  const state = await readFile(`${place.directory}/state.json`, "utf8").catch(() => "");
  return [`directory ${place.directory}${state === "" ? "" : " with a state file"}`];
}
