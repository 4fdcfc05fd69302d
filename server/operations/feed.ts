import type { OperationMessage, OperationView } from "./types";

/** A reader this far behind gets a snapshot instead of its backlog. */
const PENDING_MAX = 1_000;

class Reader {
  readonly #pending = new Map<string, OperationView>();
  #behind = true;
  #wake: (() => void) | undefined;

  offer(view: OperationView): void {
    if (!this.#behind) this.#pending.set(view.id, view);
    if (this.#pending.size > PENDING_MAX) {
      this.#behind = true;
      this.#pending.clear();
    }
    this.wake();
  }

  wake(): void {
    this.#wake?.();
  }

  async *read(
    signal: AbortSignal,
    snapshot: () => OperationView[],
  ): AsyncGenerator<OperationMessage> {
    while (!signal.aborted) {
      if (this.#behind) {
        this.#behind = false;
        yield { kind: "snapshot", operations: snapshot() };
        continue;
      }
      const next = this.#pending.entries().next();
      if (next.done) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      const [id, operation] = next.value;
      this.#pending.delete(id);
      yield { kind: "change", operation };
    }
  }
}

/** Fan-out of changes. Only an operation's newest view waits for a slow reader, so memory is bounded. */
export class OperationFeed {
  readonly #readers = new Set<Reader>();

  publish(view: OperationView): void {
    for (const reader of this.#readers) reader.offer(view);
  }

  async *watch(
    signal: AbortSignal,
    snapshot: () => OperationView[],
  ): AsyncGenerator<OperationMessage> {
    const reader = new Reader();
    const wake = () => reader.wake();
    this.#readers.add(reader);
    signal.addEventListener("abort", wake);
    try {
      yield* reader.read(signal, snapshot);
    } finally {
      signal.removeEventListener("abort", wake);
      this.#readers.delete(reader);
    }
  }
}
