import { ProtocolError } from "../errors/errors";
import { EVENTS, type EventMap } from "../protocol/events.gen";
import type { XdrReader } from "../xdr/reader";
import {
  CONNECTION_CALLBACK_ID,
  type EventFilter,
  type FamilyCalls,
  filterKey,
} from "./event-families";
import type { EventFamily, EventSpec } from "./procedure";

/**
 * Event messages to handlers.
 *
 * Three habits of the daemon shape this file. Callback ids of different families collide, so
 * registrations are found by (family, id). Registering the same event for the same object twice on
 * a connection is refused, so there is one registration and it fans out here. And an event may
 * overtake the answer to its own registration: while one of a family is under way, messages with
 * an unknown id wait for it, within bounds.
 *
 * Events are not replayed: after a reconnect subscribe again and read the state anew.
 */
const MAX_EARLY_BYTES = 4_194_304;

export type EventName = keyof EventMap;
export type Unsubscribe = () => Promise<void>;

interface Registration {
  readonly family: EventFamily;
  callbackId: number | undefined;
  ready: Promise<void>;
  readonly handlers: Set<unknown>;
  deliver(reader: XdrReader): void;
}

interface EarlyMessage {
  family: EventFamily;
  callbackId: number;
  reader: XdrReader;
}

const ROUTES = new Map(
  Object.values(EVENTS).map((spec) => [routeKey(spec.program, spec.number), spec.family] as const),
);

export class EventRouter {
  private readonly families: Record<EventFamily, FamilyCalls>;
  private readonly onHandlerError: (error: unknown) => void;
  private readonly byKey = new Map<string, Registration>();
  private readonly byId = new Map<string, Registration>();
  private readonly leaving = new Map<string, Promise<void>>();
  private readonly registering = new Map<EventFamily, number>();
  private early: EarlyMessage[] = [];
  private earlyBytes = 0;

  constructor(
    families: Record<EventFamily, FamilyCalls>,
    onHandlerError: (error: unknown) => void,
  ) {
    this.families = families;
    this.onHandlerError = onHandlerError;
  }

  /**
   * Calls `handler` for every such event from now on; resolves once the daemon sends them.
   * Handlers are called in order, synchronously; one that throws does not disturb the others.
   */
  async subscribe<N extends EventName>(
    name: N,
    handler: (event: EventMap[N]) => void,
    filter: EventFilter = {},
  ): Promise<Unsubscribe> {
    const spec: EventSpec<EventMap[N]> = EVENTS[name];
    const key = `${name}/${filterKey(filter)}`;
    const listener = { handler };
    const registration = this.byKey.get(key) ?? this.begin(key, { spec, filter });
    registration.handlers.add(listener);
    await registration.ready;
    return async () => {
      if (!registration.handlers.delete(listener) || registration.handlers.size > 0) return;
      await this.leave(key, registration);
    };
  }

  /** A message of program `program`; returns false when it is none of ours. */
  deliver(program: number, procedure: number, reader: XdrReader): boolean {
    const family = ROUTES.get(routeKey(program, procedure));
    if (!family) return false;
    const start = reader.offset;
    const callbackId = family === "connection" ? CONNECTION_CALLBACK_ID : reader.int();
    reader.offset = start;
    const registration = this.byId.get(idKey(family, callbackId));
    if (registration) registration.deliver(reader);
    else if (this.registering.get(family)) this.keep({ family, callbackId, reader });
    return true;
  }

  private begin<M>(
    key: string,
    { spec, filter }: { spec: EventSpec<M>; filter: EventFilter },
  ): Registration {
    const handlers = new Set<{ handler: (event: M) => void }>();
    const registration: Registration = {
      family: spec.family,
      callbackId: undefined,
      ready: Promise.resolve(),
      handlers,
      deliver: (reader) => {
        const event = spec.read(reader);
        reader.finish();
        for (const { handler } of [...handlers]) this.guarded(() => handler(event));
      },
    };
    this.byKey.set(key, registration);
    registration.ready = this.register(key, registration, () =>
      this.families[spec.family].register(spec.eventId, filter),
    );
    return registration;
  }

  private async register(
    key: string,
    registration: Registration,
    ask: () => Promise<number>,
  ): Promise<void> {
    const { family } = registration;
    await this.leaving.get(key);
    this.registering.set(family, (this.registering.get(family) ?? 0) + 1);
    try {
      registration.callbackId = await ask();
      this.byId.set(idKey(family, registration.callbackId), registration);
      this.replay(registration, registration.callbackId);
    } catch (error) {
      this.byKey.delete(key);
      throw error;
    } finally {
      this.registering.set(family, (this.registering.get(family) ?? 1) - 1);
      if (!this.registering.get(family)) this.dropEarly((message) => message.family === family);
    }
  }

  private async leave(key: string, registration: Registration): Promise<void> {
    const { family, callbackId } = registration;
    if (callbackId === undefined) return;
    this.byKey.delete(key);
    this.byId.delete(idKey(family, callbackId));
    const gone = this.families[family].deregister(callbackId);
    const settled = gone.catch(() => {});
    this.leaving.set(key, settled);
    try {
      await gone;
    } finally {
      if (this.leaving.get(key) === settled) this.leaving.delete(key);
    }
  }

  private keep(message: EarlyMessage): void {
    this.earlyBytes += message.reader.remaining;
    if (this.earlyBytes > MAX_EARLY_BYTES) {
      throw new ProtocolError("too many events before the answer to their registration");
    }
    this.early.push(message);
  }

  private replay(registration: Registration, callbackId: number): void {
    const mine = this.dropEarly(
      (message) => message.family === registration.family && message.callbackId === callbackId,
    );
    for (const { reader } of mine) registration.deliver(reader);
  }

  private dropEarly(matches: (message: EarlyMessage) => boolean): EarlyMessage[] {
    const dropped = this.early.filter(matches);
    if (dropped.length === 0) return dropped;
    this.early = this.early.filter((message) => !matches(message));
    this.earlyBytes = this.early.reduce((sum, { reader }) => sum + reader.remaining, 0);
    return dropped;
  }

  private guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.onHandlerError(error);
    }
  }
}

function routeKey(program: number, procedure: number): string {
  return `${program}:${procedure}`;
}

function idKey(family: EventFamily, callbackId: number): string {
  return `${family}:${callbackId}`;
}
