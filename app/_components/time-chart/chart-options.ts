import type uPlot from "uplot";

export interface ChartSeries {
  label: string;
  /** Column of the buffer. */
  column: number;
  /** A CSS custom property, e.g. `--busy-dot`. */
  color: string;
  dash?: number[];
}

export interface ChartLook {
  series: readonly ChartSeries[];
  windowSeconds: number;
  /** A fixed top, 100 for percentages; without it the axis follows the data from 0. */
  max?: number;
  format: (value: number) => string;
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
    padding: [6, 4, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      sync: { key: "flotilla" },
      points: { size: 6 },
    },
    scales: {
      x: { range: (_plot, _min, max) => [max - look.windowSeconds, max] },
      y: { range: (_plot, _min, max) => [0, look.max ?? niceTop(max)] },
    },
    axes: [
      {
        stroke: cssColor("--text-3"),
        font: axisFont(),
        size: 22,
        space: 70,
        grid: { show: false },
        ticks: { show: false },
        values: (_plot, splits) => splits.map(look.formatTime),
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

/** The next 1, 2 or 5 × 10ⁿ, so that the axis does not jump with every sample. */
export function niceTop(max: number | null | undefined): number {
  if (max === null || max === undefined || !(max > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(max));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= max) ?? 10;
  return step * power;
}
