/** A question that any component may put and one mounted dialog answers. */
export function createRequestStore<T>() {
  const listeners = new Set<() => void>();
  let current: T | null = null;
  const set = (next: T | null): void => {
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    current: (): T | null => current,
    none: (): T | null => null,
    open: (request: T): void => set(request),
    close: (): void => set(null),
  };
}
