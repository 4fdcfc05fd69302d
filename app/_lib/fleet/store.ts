/**
 * The one copy of the fleet in the browser, outside React.
 *
 *   inventory.watch ─┐                      ┌→ rows by key   (useMachine: only that row repaints)
 *                    ├→ queue, one per frame ┼→ hosts, samples, operations
 *   operations.watch ┘                      └→ views: filtered, sorted keys (useMachineView)
 *
 * `rights.mine` fills `rights`: what the person may do (useMay).
 * Samples never become React state of a list: a cell reads its own machine's figures.
 */
import type { InventoryMessage } from "@/server/inventory/types";
import type { OperationMessage, OperationView } from "@/server/operations/types";
import { FleetState } from "./fleet-state";
import { FrameQueue } from "./frame-queue";
import { KeyedListeners } from "./keyed-listeners";
import { OperationsState } from "./operations-state";
import { RightsState } from "./rights-state";

export const fleet = new FleetState();
export const operations = new OperationsState();
export const rights = new RightsState();

export const machineNews = new KeyedListeners();
export const hostNews = new KeyedListeners();
export const machineSampleNews = new KeyedListeners();
export const hostSampleNews = new KeyedListeners();
/** By the UUID of the machine an operation is about. */
export const operationNews = new KeyedListeners();

const phaseListeners = new Set<() => void>();
const endListeners = new Set<(ended: OperationView) => void>();
let signedOut = false;
let heardAtMs: number | undefined;

export const fleetPhase = {
  subscribe(listener: () => void): () => void {
    phaseListeners.add(listener);
    return () => phaseListeners.delete(listener);
  },
  current: () => (signedOut ? "signedOut" : fleet.phase),
};

/** When the server last said anything: how old the page is while the line is down. */
export const lastHeardAtMs = (): number | undefined => heardAtMs;

/** Called with each operation that came to its end while this page was open. */
export function onOperationEnd(listener: (ended: OperationView) => void): () => void {
  endListeners.add(listener);
  return () => endListeners.delete(listener);
}

export function markSignedOut(): void {
  signedOut = true;
  for (const listener of phaseListeners) listener();
}

const inventoryQueue = new FrameQueue<InventoryMessage>((messages) => {
  const phase = fleet.phase;
  for (const message of messages) fleet.apply(message);
  const news = fleet.takeNews();
  hostNews.notify(news.hosts);
  machineNews.notify(news.machines);
  machineSampleNews.notify(news.machineSamples);
  hostSampleNews.notify(news.hostSamples);
  if (phase !== fleet.phase) for (const listener of phaseListeners) listener();
});

const operationQueue = new FrameQueue<OperationMessage>((messages) => {
  const touched = new Set<string>();
  const ended: OperationView[] = [];
  for (const message of messages) {
    const applied = operations.apply(message);
    for (const uuid of applied.touched) touched.add(uuid);
    ended.push(...applied.ended);
  }
  // A host's operation has no machine; the list of operations changed all the same.
  operationNews.notify(touched.size > 0 ? touched : new Set(["-"]));
  for (const operation of ended) for (const listener of endListeners) listener(operation);
});

export function receiveInventory(message: InventoryMessage): void {
  heardAtMs = Date.now();
  inventoryQueue.push(message);
  // The first rows do not wait for a frame.
  if (message.kind === "machines" && fleet.phase !== "complete") inventoryQueue.flush();
}

export function receiveOperations(message: OperationMessage): void {
  heardAtMs = Date.now();
  operationQueue.push(message);
}
