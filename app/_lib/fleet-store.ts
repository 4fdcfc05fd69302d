"use client";
import { useCallback, useMemo, useSyncExternalStore } from "react";
import type { HostRow, HostSample, MachineRow, SampleTuple } from "@/server/inventory/types";
import type { OperationView } from "@/server/operations/types";
import type { FleetPhase } from "./fleet/fleet-state";
import type { KeyedListeners } from "./fleet/keyed-listeners";
import {
  fleet,
  fleetPhase,
  hostNews,
  hostSampleNews,
  machineNews,
  machineSampleNews,
  operationNews,
  operations,
} from "./fleet/store";
import { machineKeyText } from "./machine-key";

/** One value of the store; the component repaints when news about `key` come. */
function useKeyed<T>(news: KeyedListeners, key: string, read: () => T): T | undefined {
  const subscribe = useCallback((listener: () => void) => news.on(key, listener), [news, key]);
  return useSyncExternalStore(subscribe, read, () => undefined);
}

/** A list made from the store; made again only when any news of that kind come. */
function snapshotOf<T>(news: KeyedListeners, make: () => readonly T[]) {
  let list: readonly T[] | undefined;
  news.onAny(() => {
    list = undefined;
  });
  return () => {
    list ??= make();
    return list;
  };
}

const nothing: readonly never[] = [];
const none = () => nothing;
const byName = (a: { name: string }, b: { name: string }) =>
  a.name.localeCompare(b.name, undefined, { numeric: true });

const hostList = snapshotOf<HostRow>(hostNews, () => [...fleet.hosts.values()].sort(byName));
const machineList = snapshotOf<MachineRow>(machineNews, () => [...fleet.machines.values()]);

const onAnyHost = (listener: () => void) => hostNews.onAny(listener);
const onAnyMachine = (listener: () => void) => machineNews.onAny(listener);
const onAnyOperation = (listener: () => void) => operationNews.onAny(listener);

/** `waiting` before the first word of the server, `filling` until all rows are here. */
export function useFleetPhase(): FleetPhase | "signedOut" {
  return useSyncExternalStore(fleetPhase.subscribe, fleetPhase.current, () => "waiting");
}

/** All hosts, by name. */
export function useHosts(): readonly HostRow[] {
  return useSyncExternalStore<readonly HostRow[]>(onAnyHost, hostList, none);
}

export function useHost(hostId: string): HostRow | undefined {
  return useKeyed(hostNews, hostId, () => fleet.hosts.get(hostId));
}

export function useHostSample(hostId: string): HostSample | undefined {
  return useKeyed(hostSampleNews, hostId, () => fleet.hostSamples.get(hostId));
}

export function useMachine(machine: { hostId: string; uuid: string }): MachineRow | undefined {
  return useMachineAt(machineKeyText(machine));
}

/** The same by its `hostId/uuid`. */
export function useMachineAt(key: string): MachineRow | undefined {
  return useKeyed(machineNews, key, () => fleet.machines.get(key));
}

export function useMachineSample(key: string): SampleTuple | undefined {
  return useKeyed(machineSampleNews, key, () => fleet.machineSamples.get(key));
}

/**
 * The machines that pass, by name. Repaints with every change of any machine: for short lists; the
 * big one uses `useMachineView`.
 */
export function useMachines(filter?: (row: MachineRow) => boolean): readonly MachineRow[] {
  const all = useSyncExternalStore<readonly MachineRow[]>(onAnyMachine, machineList, none);
  return useMemo(() => (filter ? all.filter(filter) : [...all]).sort(byName), [all, filter]);
}

/** How many machines there are, without repainting for each of their changes. */
export function useMachineCount(): number {
  return useSyncExternalStore(
    onAnyMachine,
    () => fleet.machines.size,
    () => 0,
  );
}

/** Open operations and those that ended while this page was open, newest first. */
export function useOperations(): readonly OperationView[] {
  return useSyncExternalStore<readonly OperationView[]>(onAnyOperation, operations.list, none);
}

/** The open operation that holds a machine. */
export function useOperationOn(uuid: string): OperationView | undefined {
  return useKeyed(operationNews, uuid, () => operations.openOn(uuid));
}

let changes = 0;
machineNews.onAny(() => changes++);
operationNews.onAny(() => changes++);
const onAnyChange = (listener: () => void) => {
  const stops = [machineNews.onAny(listener), operationNews.onAny(listener)];
  return () => {
    for (const stop of stops) stop();
  };
};

/** Repaints with every change of machines or operations: for what sums them up, like a selection's verbs. */
export function useFleetChanges(): number {
  return useSyncExternalStore(
    onAnyChange,
    () => changes,
    () => 0,
  );
}
