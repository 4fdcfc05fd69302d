import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { LabError } from "./errors";
import type { LabPlace } from "./names";

/** A namespace's first process. The start time tells it from a later process with the same number. */
const residentSchema = z.object({
  pid: z.number().int().positive(),
  startTicks: z.string(),
  namespaces: z.record(z.string(), z.string()),
});

const nodeSchema = z.object({
  name: z.string(),
  address: z.string(),
  resident: residentSchema.nullable(),
});

const hostSchema = nodeSchema.extend({ uuid: z.string(), password: z.string() });

export const storageKinds = ["gluster", "bind"] as const;

const stateSchema = z.object({
  version: z.literal(1),
  name: z.string(),
  directory: z.string(),
  phase: z.enum(["raising", "up"]),
  subnet: z.number().int().min(1).max(254),
  storage: z.enum(storageKinds),
  switch: residentSchema,
  store: nodeSchema.nullable(),
  hosts: z.array(hostSchema),
});

export type Resident = z.infer<typeof residentSchema>;
export type NodeState = z.infer<typeof nodeSchema>;
export type HostState = z.infer<typeof hostSchema>;
export type LabState = z.infer<typeof stateSchema>;
export type StorageKind = LabState["storage"];

function statePath(place: LabPlace): string {
  return join(place.directory, "state.json");
}

export async function readState(place: LabPlace): Promise<LabState | undefined> {
  const text = await readFile(statePath(place), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new LabError("state-unreadable", `${statePath(place)}: ${String(error)}`);
  }
}

export async function writeState(place: LabPlace, state: LabState): Promise<void> {
  await mkdir(place.directory, { recursive: true, mode: 0o700 });
  const fresh = `${statePath(place)}.${process.pid}`;
  await writeFile(fresh, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  await rename(fresh, statePath(place));
}

/** The first processes of all nodes that were up when the state was written. */
export function residentsOf(state: LabState): Resident[] {
  const nodes = [state.store?.resident, ...state.hosts.map(({ resident }) => resident)];
  return [state.switch, ...nodes].flatMap((resident) => resident ?? []);
}
