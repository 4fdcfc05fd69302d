import type uPlot from "uplot";

export interface ChartSeries {
  label: string;
  /** Column of the buffer. */
  column: number;
  /** A CSS custom property, e.g. `--busy-dot`. */
  color: string;
  dash?: number[];
}

export type AxisTop = (max: number | null | undefined) => number;

export interface ChartLook {
  series: readonly ChartSeries[];
  windowSeconds: number;
  /** The axis begins at 0 and ends here, given the greatest value in sight. */
  top: AxisTop;
  format: (value: number) => string;
  /** Under the axis. */
  formatTick: (seconds: number) => string;
  /** To the second, in the table. */
  formatTime: (seconds: number) => string;
  onCursor: (index: number | null) => void;
}

const AXIS_WIDTH = 64;
const LINE_WIDTH = 1.5;

const cssColor = (name: string) => () =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The house style in uPlot's terms: thin lines, three hairlines, gaps stay gaps, from 0. */
export function chartOptions(
  look: ChartLook,
  size: { width: number; height: number },
): uPlot.Options {
  const single = look.series.length === 1;
  return {
    ...size,
    padding: [6, 18, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      sync: { key: "flotilla" },
      points: { size: 6 },
    },
    scales: {
      x: { range: (_plot, _min, max) => [max - look.windowSeconds, max] },
      y: { range: (_plot, _min, max) => [0, look.top(max)] },
    },
    axes: [
      {
        stroke: cssColor("--text-3"),
        font: axisFont(),
        size: 22,
        space: 70,
        grid: { show: false },
        ticks: { show: false },
        // Without data the axis would count from 1970.
        values: (plot, splits) =>
          plot.data[0].length === 0 ? splits.map(() => "") : splits.map(look.formatTick),
      },
      {
        stroke: cssColor("--text-3"),
        font: axisFont(),
        size: AXIS_WIDTH,
        splits: (_plot, _axis, min, max) => [min, (min + max) / 2, max],
        grid: { stroke: cssColor("--border"), width: 1 },
        ticks: { show: false },
        values: (_plot, splits) => splits.map(look.format),
      },
    ],
    series: [
      {},
      ...look.series.map((line) => ({
        stroke: cssColor(line.color),
        width: LINE_WIDTH,
        spanGaps: false,
        points: { show: false },
        ...(line.dash ? { dash: line.dash } : {}),
        ...(single
          ? { fill: () => `color-mix(in oklch, ${cssColor(line.color)()} 10%, transparent)` }
          : {}),
      })),
    ],
    hooks: {
      setCursor: [(plot) => look.onCursor(plot.cursor.idx ?? null)],
    },
  };
}

const axisFont = () => `11px ${getComputedStyle(document.body).fontFamily}`;

const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const;

/**
 * The next round figure of the unit in which it is written (1, 2, 5, 10 … of KiB, Mbit), so that the
 * axis neither jumps with every sample nor ends at 1.91 MiB. Never less than `floor`.
 */
function roundTop(floor: number, base: number): AxisTop {
  return (max) => {
    const wanted = Math.max(floor, max ?? 0);
    const unit = base ** Math.max(0, Math.floor(Math.log(wanted) / Math.log(base)));
    const step = steps.find((factor) => factor * unit >= wanted);
    return step === undefined ? base * unit : step * unit;
  };
}

const bytesTop = roundTop(10 * 1024, 1024);
const bitsTop = roundTop(10_000, 1000);

/** For bytes and bytes per second, written in KiB, MiB … */
export const topOfBytes: AxisTop = bytesTop;
/** For bytes per second that are written in bits. */
export const topOfBits: AxisTop = (max) => bitsTop((max ?? 0) * 8) / 8;
export const topOfPercent: AxisTop = () => 100;
