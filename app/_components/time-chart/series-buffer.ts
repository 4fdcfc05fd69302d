/**
 * Samples over time outside React: columns of numbers under one time axis, bounded, oldest out.
 * A chart reads the columns when told; nothing here renders. null is a gap, never 0.
 */
export class SeriesBuffer {
  readonly #limit: number;
  readonly #times: number[] = [];
  readonly #columns: (number | null)[][];
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor(columns: number, limit = 900) {
    this.#limit = limit;
    this.#columns = Array.from({ length: columns }, () => []);
  }

  /** Adds a row; one that is not newer than the last is dropped (a resumed feed repeats itself). */
  push(atMs: number, values: readonly (number | null)[]): void {
    const last = this.#times.at(-1);
    if (last !== undefined && atMs / 1000 <= last) return;
    this.#times.push(atMs / 1000);
    this.#columns.forEach((column, n) => {
      column.push(values[n] ?? null);
    });
    if (this.#times.length > this.#limit) {
      this.#times.shift();
      for (const column of this.#columns) column.shift();
    }
    this.#version++;
    for (const listener of this.#listeners) listener();
  }

  /** Grows with every sample taken in. */
  get version(): number {
    return this.#version;
  }

  get length(): number {
    return this.#times.length;
  }

  /** Unix seconds, ascending. */
  times(): readonly number[] {
    return this.#times;
  }

  column(n: number): readonly (number | null)[] {
    return this.#columns[n] ?? [];
  }

  last(n: number): number | null {
    return this.#columns[n]?.at(-1) ?? null;
  }

  measured(n: number): boolean {
    return this.column(n).some((value) => value !== null);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
