import type { MachineRow } from "@/server/inventory/types";

export interface MachineOrder {
  matches(row: MachineRow): boolean;
  /** Total: never 0 for two different machines. */
  compare(a: MachineRow, b: MachineRow): number;
}

/** Above this many changed rows sorting everything is cheaper than moving each. */
const REBUILD_FROM = 48;

/**
 * A filtered, sorted list of keys that is kept, not recomputed: a change that moves nothing leaves
 * the very same array, so only the row itself repaints.
 */
export class MachineView {
  keys: readonly string[] = [];
  readonly #rows: ReadonlyMap<string, MachineRow>;
  readonly #order: MachineOrder;
  /** The rows as they were when placed: without them a moved row could not be found again. */
  #placed = new Map<string, MachineRow>();

  constructor(rows: ReadonlyMap<string, MachineRow>, order: MachineOrder) {
    this.#rows = rows;
    this.#order = order;
    this.rebuild();
  }

  rebuild(): boolean {
    const placed = new Map<string, MachineRow>();
    for (const [key, row] of this.#rows) if (this.#order.matches(row)) placed.set(key, row);
    const keys = [...placed].sort(([, a], [, b]) => this.#order.compare(a, b)).map(([key]) => key);
    this.#placed = placed;
    if (keys.length === this.keys.length && keys.every((key, i) => key === this.keys[i]))
      return false;
    this.keys = keys;
    return true;
  }

  /** True when the order or the set of rows changed. */
  update(changed: ReadonlySet<string>): boolean {
    if (changed.size >= REBUILD_FROM) return this.rebuild();
    let next: string[] | undefined;
    for (const key of changed) {
      const before = this.#placed.get(key);
      const now = this.#rows.get(key);
      const after = now && this.#order.matches(now) ? now : undefined;
      if (!before && !after) continue;
      if (before && after && this.#order.compare(before, after) === 0) {
        this.#placed.set(key, after);
        continue;
      }
      next ??= [...this.keys];
      if (before) next.splice(next.indexOf(key), 1);
      this.#placed.delete(key);
      if (after) {
        next.splice(this.#placeFor(next, after), 0, key);
        this.#placed.set(key, after);
      }
    }
    if (!next) return false;
    this.keys = next;
    return true;
  }

  #placeFor(keys: readonly string[], row: MachineRow): number {
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#placed.get(keys[middle] ?? "");
      if (other && this.#order.compare(other, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
