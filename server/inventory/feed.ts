/**
 * The change feed behind `inventory.watch`.
 *
 *   snapshot (hosts, total) → machines … machines last:true → samples → change, samples, change …
 *
 * A reader is subscribed before its snapshot is taken, so nothing falls between the two. Rows are
 * read from the store at the moment a message is made: a message never tells less than its version.
 * A resume with {epoch, version} gets one change with all that happened since (empty when nothing
 * did); from another epoch, or from further back than the log reaches, a snapshot.
 *
 * The first change after a quiet moment leaves at once; those that follow within CALM_MS go together.
 * A change too big for one message is cut, and only the last part carries the new version: whoever
 * loses the line in between asks again from the old one.
 */
import { setTimeout as delay } from "node:timers/promises";
import { keyOf } from "../machines/schema";
import { createChangeLog } from "./change-log";
import { everything, hostIn, machinesIn, type Sight, samplesIn, seesKey } from "./sight";
import type { Applied, Store } from "./store";
import { createSubscriber, type SampleBatch, type Subscriber } from "./subscriber";
import type { InventoryMessage, MachineRow } from "./types";

const FIRST_PART_ROWS = 100;
const PART_ROWS = 1_000;
const LOG_KEYS_MAX = 20_000;
/** Marks a reader may hold beyond one for every machine and host that exists. */
const SPARE_MARKS = 1_000;
const CALM_MS = 25;
const SAMPLES_CALM_MS = 400;

export interface WatchOptions {
  resume?: { epoch: string; version: number };
  signal: AbortSignal;
  /** What the reader may see; everything when absent. */
  sight?: Sight;
}

export interface Feed {
  publish(applied: Applied): void;
  publishSamples(batch: SampleBatch): void;
  watch(options: WatchOptions): AsyncGenerator<InventoryMessage>;
  readonly readers: number;
}

interface FeedSource {
  epoch: string;
  store: Store;
  /** The newest samples known, for a reader that just came. */
  latestSamples(): SampleBatch | undefined;
  onReaders(count: number): void;
}

export function createFeed(source: FeedSource): Feed {
  const subscribers = new Set<Subscriber>();
  const log = createChangeLog(LOG_KEYS_MAX);

  async function* watch(options: WatchOptions): AsyncGenerator<InventoryMessage> {
    const { signal, sight = everything } = options;
    const subscriber = createSubscriber(sight);
    const stopSight = sight.onChange(() => {
      subscriber.needsSnapshot = true;
      subscriber.wake();
    });
    signal.addEventListener("abort", subscriber.wake);
    subscribers.add(subscriber);
    source.onReaders(subscribers.size);
    try {
      // What a restricted reader saw before, nobody remembers: its rights may have changed since.
      if (options.resume && sight.all) yield* resume(subscriber, options.resume);
      yield* tell(subscriber, signal);
    } finally {
      signal.removeEventListener("abort", subscriber.wake);
      stopSight();
      subscribers.delete(subscriber);
      source.onReaders(subscribers.size);
    }
  }

  function* resume(
    subscriber: Subscriber,
    from: { epoch: string; version: number },
  ): Generator<InventoryMessage> {
    const keys = from.epoch === source.epoch ? log.since(from.version) : undefined;
    if (!keys) return;
    subscriber.needsSnapshot = false;
    subscriber.toldVersion = from.version;
    subscriber.mark(keys, marksMax());
    if (!subscriber.needsSnapshot) yield* changeMessages(source.store, subscriber);
  }

  async function* tell(
    subscriber: Subscriber,
    signal: AbortSignal,
  ): AsyncGenerator<InventoryMessage> {
    let samplesDueMs = 0;
    while (!signal.aborted) {
      if (subscriber.needsSnapshot) {
        yield* snapshotMessages(source, subscriber);
        samplesDueMs = Date.now() + SAMPLES_CALM_MS;
      } else if (subscriber.hasChanges()) {
        yield* changeMessages(source.store, subscriber);
        await calm(CALM_MS, signal);
      } else if (subscriber.hasSamples()) {
        await quietUntil(samplesDueMs, subscriber, signal);
        const batch = subscriber.hasChanges() ? undefined : subscriber.takeSamples();
        if (!batch || signal.aborted) continue;
        yield { kind: "samples", ...samplesIn(subscriber.sight, batch) };
        samplesDueMs = Date.now() + SAMPLES_CALM_MS;
      } else await subscriber.news();
    }
  }

  const marksMax = () => source.store.machineCount() + source.store.hosts().length + SPARE_MARKS;

  return {
    publish(applied) {
      if (applied.hosts.length === 0 && applied.machines.length === 0) return;
      const keys = { hosts: applied.hosts, machines: applied.machines.map(deltaKey) };
      log.add(applied.version, keys);
      const max = marksMax();
      for (const subscriber of subscribers) subscriber.mark(keys, max);
    },
    publishSamples(batch) {
      for (const subscriber of subscribers) subscriber.addSamples(batch);
    },
    watch,
    get readers() {
      return subscribers.size;
    },
  };
}

function* snapshotMessages(
  { epoch, store, latestSamples }: FeedSource,
  subscriber: Subscriber,
): Generator<InventoryMessage> {
  subscriber.needsSnapshot = false;
  subscriber.toldVersion = store.version;
  subscriber.dirtyHosts.clear();
  subscriber.dirtyMachines.clear();
  const { sight } = subscriber;
  const rows = machinesIn(sight, store.machines()).sort(byName);
  const hosts = store.hosts().flatMap(({ id }) => hostIn(sight, store, id) ?? []);
  subscriber.toldHosts.clear();
  for (const { id } of hosts) subscriber.toldHosts.add(id);
  yield {
    kind: "snapshot",
    epoch,
    version: store.version,
    hosts,
    total: rows.length,
  };
  let at = 0;
  do {
    const end = at === 0 ? FIRST_PART_ROWS : at + PART_ROWS;
    yield { kind: "machines", rows: rows.slice(at, end), last: end >= rows.length };
    at = end;
  } while (at < rows.length);
  subscriber.takeSamples();
  const samples = latestSamples();
  if (samples) yield { kind: "samples", ...samplesIn(sight, samples) };
}

/** Hosts go with the first part, so that no machine arrives before its host. */
function* changeMessages(store: Store, subscriber: Subscriber): Generator<InventoryMessage> {
  const before = subscriber.toldVersion;
  const version = store.version;
  const { sight } = subscriber;
  const keys = [...subscriber.dirtyMachines];
  // A machine may bring its host into a restricted sight, or take it out.
  const hostIds = [
    ...new Set([
      ...subscriber.dirtyHosts,
      ...(sight.all ? [] : keys.map((key) => key.slice(0, key.indexOf("/")))),
    ]),
  ];
  subscriber.toldVersion = version;
  subscriber.dirtyHosts.clear();
  subscriber.dirtyMachines.clear();
  const found = keys.map((key) => ({ key, row: machineAt(store, key) }));
  const machines = machinesIn(
    sight,
    found.flatMap(({ row }) => row ?? []),
  );
  const removed = found.flatMap(({ key, row }) => (row || !seesKey(sight, key) ? [] : [key]));
  const hosts = hostIds.flatMap((id) => hostIn(sight, store, id) ?? []);
  const shown = new Set(hosts.map(({ id }) => id));
  const wasTold = (id: string) => sight.all || subscriber.toldHosts.has(id);
  const gone = hostIds.filter((id) => !shown.has(id) && wasTold(id));
  for (const id of gone) subscriber.toldHosts.delete(id);
  for (const id of shown) subscriber.toldHosts.add(id);
  let at = 0;
  do {
    const first = at === 0;
    const last = machines.length - at <= PART_ROWS;
    yield {
      kind: "change",
      version: last ? version : before,
      hosts: first ? hosts : [],
      removedHosts: first ? gone : [],
      machines: machines.slice(at, at + PART_ROWS),
      removed: last ? removed : [],
    };
    at += PART_ROWS;
  } while (at < machines.length);
}

function machineAt(store: Store, key: string): MachineRow | undefined {
  const slash = key.indexOf("/");
  return store.machine(key.slice(0, slash), key.slice(slash + 1));
}

function deltaKey({ before, after }: Applied["machines"][number]): string {
  const row = after ?? before;
  return row ? keyOf(row) : "";
}

const byName = (a: MachineRow, b: MachineRow): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

/** Samples can wait; a change must not wait behind them. */
async function quietUntil(dueMs: number, subscriber: Subscriber, signal: AbortSignal) {
  let waitMs = dueMs - Date.now();
  while (waitMs > 0 && !signal.aborted && !subscriber.hasChanges()) {
    await subscriber.news(waitMs);
    waitMs = dueMs - Date.now();
  }
}

async function calm(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
