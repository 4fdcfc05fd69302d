/**
 * The pure middle of the mirror: an event says what to look at again, and a look says what is true.
 *
 *   event (name)      → Aspects: what has to be read anew
 *   reading + known   → MachinePatch for the store, and what to remember of the running instance
 *
 * No event is believed for more than "look again": events come late, twice, or from before a
 * reconnect, and a reading that repeats what is known changes nothing.
 *
 * libvirt does not tell since when a machine runs, by no call of its own and none of QEMU's. The
 * start is known when we saw it happen, else only when this run was first seen; both stay known
 * while the same instance (`runId`, CPU time never falling) is found again.
 */

import type { MachinePatch } from "./machine-patch";
import type { MachineReading } from "./machine-reading";
import { isActive, machineState } from "./machine-state";
import type { MachineRow } from "./types";
import { visibleText } from "./visible-text";

const NAME_CHARACTERS_MAX = 255;

/** State is read at once and alone; XML and addresses follow behind. */
export interface Aspects {
  state: boolean;
  xml: boolean;
  addresses: boolean;
}

const stateOnly: Aspects = { state: true, xml: false, addresses: false };
const xmlOnly: Aspects = { state: false, xml: true, addresses: false };
const everything: Aspects = { state: true, xml: true, addresses: true };

/**
 * Events that can change what we show, by their name in node-libvirt. I/O errors, the watchdog and
 * guest suspend are not among them: whatever they do to a machine's state is a lifecycle event too.
 */
export const aspectsOfEvent = {
  domainEventCallbackLifecycle: everything,
  domainEventCallbackReboot: { state: true, xml: false, addresses: true },
  domainEventCallbackBalloonChange: stateOnly,
  domainEventCallbackTrayChange: xmlOnly,
  domainEventCallbackDiskChange: xmlOnly,
  domainEventCallbackDeviceAdded: { state: true, xml: true, addresses: true },
  domainEventCallbackDeviceRemoved: { state: true, xml: true, addresses: true },
  domainEventCallbackTunable: { state: true, xml: true, addresses: false },
  domainEventCallbackMetadataChange: xmlOnly,
  domainEventCallbackAgentLifecycle: { state: false, xml: true, addresses: true },
} as const satisfies Record<string, Aspects>;
export type WatchedEvent = keyof typeof aspectsOfEvent;

/** What is remembered of a machine beside its row. */
export interface KnownRun {
  row: MachineRow | undefined;
  runId: number;
  cpuTimeNs: number | null;
  /** The row was confirmed since this link came up: what changes now, changes now. */
  confirmed: boolean;
}

const notRunning = { startedAtMs: null, seenUpAtMs: null, ips: [] };

export function patchOfReading(
  reading: MachineReading,
  known: KnownRun,
  nowMs: number,
): MachinePatch {
  const words = machineState(reading.state, reading.reason);
  return {
    uuid: reading.uuid,
    name: visibleText(reading.name, NAME_CHARACTERS_MAX),
    ...words,
    ...definedFields(reading),
    ...(isActive(words.state) ? timesOf(reading, known, nowMs) : notRunning),
  };
}

/** A run that went on keeps its times; of one that began unseen only this look is known. */
function timesOf(
  reading: MachineReading,
  known: KnownRun,
  nowMs: number,
): Pick<MachineRow, "startedAtMs" | "seenUpAtMs"> {
  const { row } = known;
  const fellBack =
    reading.cpuTimeNs !== undefined &&
    known.cpuTimeNs !== null &&
    reading.cpuTimeNs < known.cpuTimeNs;
  if (row && isActive(row.state) && reading.runId === known.runId && !fellBack)
    return { startedAtMs: row.startedAtMs, seenUpAtMs: row.seenUpAtMs ?? nowMs };
  return { startedAtMs: known.confirmed ? nowMs : null, seenUpAtMs: nowMs };
}

function definedFields(reading: MachineReading): Partial<MachinePatch> {
  const patch: Partial<MachinePatch> = {};
  if (reading.vcpus !== undefined) patch.vcpus = reading.vcpus;
  if (reading.memoryKib !== undefined) patch.memoryKib = reading.memoryKib;
  if (reading.memoryMaxKib !== undefined) patch.memoryMaxKib = reading.memoryMaxKib;
  if (reading.autostart !== undefined) patch.autostart = reading.autostart;
  if (reading.persistent !== undefined) patch.persistent = reading.persistent;
  if (reading.hasManagedSave !== undefined) patch.hasManagedSave = reading.hasManagedSave;
  return patch;
}
