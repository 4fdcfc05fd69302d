interface SparklineProps {
  /** Oldest first; null is a gap. 0–100. */
  values: readonly (number | null)[];
  slots: number;
  label: string;
}

const WIDTH = 288;
const HEIGHT = 44;

/** A small line of percentages, newest at the right edge; gaps stay gaps. */
export function Sparkline({ values, slots, label }: SparklineProps) {
  const step = WIDTH / (slots - 1);
  const offset = slots - values.length;
  const points = values.map((value, i) =>
    value === null
      ? null
      : ([(offset + i) * step, HEIGHT - 1 - (Math.min(100, value) / 100) * (HEIGHT - 2)] as const),
  );
  const runs = splitRuns(points);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-11 w-full text-busy-dot"
    >
      {runs.map((run) => {
        const line = run.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
        const [from, to] = [run[0]?.[0] ?? 0, run.at(-1)?.[0] ?? 0];
        return (
          <g key={from}>
            <path
              d={`M${from} ${HEIGHT}L${line}L${to} ${HEIGHT}z`}
              fill="currentColor"
              opacity=".1"
            />
            <path
              d={`M${line}`}
              fill="none"
              stroke="currentColor"
              strokeWidth="1.5"
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
            />
          </g>
        );
      })}
      <path
        d={`M0 ${HEIGHT - 0.5}H${WIDTH}`}
        stroke="var(--border)"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

type Point = readonly [number, number];

function splitRuns(points: readonly (Point | null)[]): Point[][] {
  const runs: Point[][] = [[]];
  for (const point of points)
    if (point) runs.at(-1)?.push(point);
    else if (runs.at(-1)?.length) runs.push([]);
  return runs.filter((run) => run.length > 0);
}
