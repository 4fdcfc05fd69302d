import { useCallback, useSyncExternalStore } from "react";
import { KeyedListeners } from "@/app/_lib/fleet/keyed-listeners";
import { fleet, machineNews, operationNews, operations } from "@/app/_lib/fleet/store";
import type { MachineAction } from "@/server/machines/schema";

/**
 * What was asked for a moment ago and has no operation yet: the row shows it as a transition at once.
 * It ends with the first news that supersede it: the operation, a new state, a refusal, or time.
 */
const asked = new Map<string, { action: MachineAction; timer: ReturnType<typeof setTimeout> }>();
const news = new KeyedListeners();

const GIVE_UP_MS = 20_000;

export function markAsked(keys: readonly string[], action: MachineAction): void {
  for (const key of keys) {
    clearTimeout(asked.get(key)?.timer);
    asked.set(key, { action, timer: setTimeout(() => forgetAsked([key]), GIVE_UP_MS) });
  }
  news.notify(new Set(keys));
}

export function forgetAsked(keys: Iterable<string>): void {
  const gone = new Set<string>();
  for (const key of keys) {
    const entry = asked.get(key);
    if (!entry) continue;
    clearTimeout(entry.timer);
    asked.delete(key);
    gone.add(key);
  }
  news.notify(gone);
}

export const askedOf = (key: string): MachineAction | undefined => asked.get(key)?.action;

export function useAsked(key: string): MachineAction | undefined {
  const subscribe = useCallback((listener: () => void) => news.on(key, listener), [key]);
  return useSyncExternalStore(
    subscribe,
    () => askedOf(key),
    () => undefined,
  );
}

machineNews.onAny((keys) => forgetAsked(keys));
operationNews.onAny((uuids) => {
  const told = [...asked.keys()].filter((key) => {
    const uuid = fleet.machines.get(key)?.uuid;
    return uuid !== undefined && uuids.has(uuid) && operations.openOn(uuid) !== undefined;
  });
  forgetAsked(told);
});
