/**
 * At most a few calls of the same kind of work at one host, in order of asking. A bulk action on
 * hundreds of machines then waits here, where no deadline runs, and hosts do not wait for each other.
 */
export class HostTurns {
  readonly #width: number;
  readonly #hosts = new Map<string, { taken: number; waiting: (() => void)[] }>();

  constructor(width: number) {
    this.#width = width;
  }

  async take<T>(hostId: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#enter(hostId);
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      this.#leave(hostId);
    }
  }

  async #enter(hostId: string): Promise<void> {
    const host = this.#hosts.get(hostId) ?? { taken: 0, waiting: [] };
    this.#hosts.set(hostId, host);
    if (host.taken < this.#width) {
      host.taken++;
      return;
    }
    await new Promise<void>((resolve) => host.waiting.push(resolve));
  }

  /** The next in line takes the place over: `taken` stays what it is. */
  #leave(hostId: string): void {
    const host = this.#hosts.get(hostId);
    if (!host) return;
    const next = host.waiting.shift();
    if (next) next();
    else host.taken--;
    if (host.taken === 0) this.#hosts.delete(hostId);
  }
}
