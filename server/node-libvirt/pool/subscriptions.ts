import { LibvirtError } from "../errors/libvirt-error";
import type { EventMap } from "../protocol/events.gen";
import type { Connection } from "../rpc/connection";
import type { EventFilter } from "../rpc/event-families";
import type { EventName, Unsubscribe } from "../rpc/event-router";

interface Subscription {
  name: EventName;
  register: (connection: Connection) => Promise<Unsubscribe>;
  /** The registration on the connection of the moment. */
  current: { connection: Connection; registered: Promise<Unsubscribe | undefined> } | undefined;
}

/**
 * Subscriptions that outlive connections: what a person asked for once is asked of every new
 * connection. An event this daemon does not know is reported and left out, not held against it.
 */
export class Subscriptions {
  readonly #all = new Set<Subscription>();
  readonly #onUnsupported: (name: EventName, error: LibvirtError) => void;
  #connection: Connection | undefined;

  constructor(onUnsupported: (name: EventName, error: LibvirtError) => void) {
    this.#onUnsupported = onUnsupported;
  }

  add<N extends EventName>(
    name: N,
    handler: (event: EventMap[N]) => void,
    filter: EventFilter,
  ): () => void {
    const subscription: Subscription = {
      name,
      register: (connection) => connection.events.subscribe(name, handler, filter),
      current: undefined,
    };
    this.#all.add(subscription);
    // A failure here is the connection's end, which the pool learns of by itself.
    if (this.#connection !== undefined) this.#ask(subscription, this.#connection).catch(() => {});
    return () => this.#remove(subscription);
  }

  /** Asks a new connection for everything; resolves once the daemon has agreed to all of it. */
  async moveTo(connection: Connection): Promise<void> {
    this.#connection = connection;
    await Promise.all([...this.#all].map((subscription) => this.#ask(subscription, connection)));
  }

  /** There is no connection any more. */
  detach(): void {
    this.#connection = undefined;
  }

  async #ask(subscription: Subscription, connection: Connection): Promise<void> {
    const registered = this.#register(subscription, connection);
    subscription.current = { connection, registered };
    registered.catch(() => {});
    await registered;
  }

  async #register(
    subscription: Subscription,
    connection: Connection,
  ): Promise<Unsubscribe | undefined> {
    try {
      return await subscription.register(connection);
    } catch (error) {
      if (!(error instanceof LibvirtError)) throw error;
      this.#onUnsupported(subscription.name, error);
      return undefined;
    }
  }

  #remove(subscription: Subscription): void {
    this.#all.delete(subscription);
    const { current } = subscription;
    subscription.current = undefined;
    if (current?.connection.isOpen !== true) return;
    // Refused or lost: either way the daemon sends nothing more.
    current.registered.then((unsubscribe) => unsubscribe?.()).catch(() => {});
  }
}
