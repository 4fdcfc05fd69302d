/** Listeners by key, so that news about one row wake only that row. */
export class KeyedListeners {
  readonly #byKey = new Map<string, Set<() => void>>();
  readonly #all = new Set<(keys: ReadonlySet<string>) => void>();

  on(key: string, listener: () => void): () => void {
    const set = this.#byKey.get(key) ?? new Set();
    set.add(listener);
    this.#byKey.set(key, set);
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.#byKey.get(key) === set) this.#byKey.delete(key);
    };
  }

  onAny(listener: (keys: ReadonlySet<string>) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  notify(keys: ReadonlySet<string>): void {
    if (keys.size === 0) return;
    for (const listener of this.#all) listener(keys);
    if (this.#byKey.size < keys.size) {
      for (const [key, set] of this.#byKey) if (keys.has(key)) for (const call of set) call();
    } else {
      for (const key of keys) for (const call of this.#byKey.get(key) ?? []) call();
    }
  }
}
