/** One measured figure; `ratio` is what is judged, against something measured in the same run. */
export interface Figure {
  id: string;
  value: number;
  unit: string;
  /** What it is compared with, or the fixed bound when there is nothing to compare. */
  against: { name: string; value: number };
  ratio: number;
  goal: string;
  holds: boolean;
}

export interface Measured {
  id: string;
  value: number;
  unit: string;
  against: { name: string; value: number };
  /** The ratio may be at most this. */
  atMost: number;
}

export function figure({ id, value, unit, against, atMost }: Measured): Figure {
  const ratio = value / against.value;
  return {
    id,
    value: round(value),
    unit,
    against: { name: against.name, value: round(against.value) },
    ratio: round(ratio),
    goal: `≤ ${atMost} × ${against.name}`,
    holds: ratio <= atMost,
  };
}

/** A figure with a bound of its own. */
export const bounded = (
  id: string,
  value: number,
  bound: { atMost: number; unit: string },
): Figure =>
  figure({
    id,
    value,
    unit: bound.unit,
    against: { name: "bound", value: bound.atMost },
    atMost: 1,
  });

const round = (value: number): number => Number(value.toPrecision(4));

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** What else the machine does only ever adds: of two sides the quicker quarter is compared. */
export const lowerQuartile = (values: readonly number[]): number => percentile(values, 0.25);

export const median = (values: readonly number[]): number => percentile(values, 0.5);
