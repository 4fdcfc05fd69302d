import { compileFilter } from "../filter/compile";
import { parseFilter } from "../filter/parse";
import type { Fleet } from "../inventory/fleet-types";
import type { Operations } from "../operations/engine-types";
import type { RightsBook } from "../rights/types";
import type { NoticedEvent } from "./types";

/** Whether an event is about a machine that a filter lets through; an empty filter lets everything through. */
export type MachineTest = (q: string) => (event: NoticedEvent) => boolean;

interface MachineTestDeps {
  fleet: Pick<Fleet, "host" | "latestSample" | "machinesByUuid">;
  operations: Pick<Operations, "openOn">;
  rights: Pick<RightsBook, "projectName" | "projectOf">;
}

export const createMachineTest =
  ({ fleet, operations, rights }: MachineTestDeps): MachineTest =>
  (q) => {
    if (q.trim() === "") return () => true;
    const matches = compileFilter(parseFilter(q).terms, {
      hostName: (hostId) => fleet.host(hostId)?.name ?? hostId,
      hostLink: (hostId) => fleet.host(hostId)?.link ?? "connecting",
      cpuPercent: (row) => fleet.latestSample(row)?.[0] ?? null,
      isBusy: (uuid) => operations.openOn({ uuid }) !== undefined,
      projectName: (uuid) => rights.projectName(rights.projectOf(uuid) ?? "") ?? "",
      nowMs: Date.now,
    });
    return ({ machine }) =>
      machine !== undefined && fleet.machinesByUuid(machine.uuid).some((row) => matches(row));
  };
