"use client";
import { Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useMemo, useState, useSyncExternalStore } from "react";
import { IconButton } from "../../_ui/icon-button";
import type { AxisTop, ChartLook, ChartSeries } from "./chart-options";
import { ChartTable } from "./chart-table";
import type { SeriesBuffer } from "./series-buffer";

const UplotCanvas = dynamic(() => import("./uplot-canvas").then((m) => m.UplotCanvas), {
  ssr: false,
});

interface TimeChartProps {
  title: string;
  buffer: SeriesBuffer;
  /** Must keep its identity between renders. */
  series: readonly ChartSeries[];
  format: (value: number) => string;
  top: AxisTop;
  windowSeconds?: number;
  height?: number;
  /** Why there are no figures now, where that is known. */
  idle?: string | undefined;
  /** Why none of the samples that came has a figure. */
  unmeasured?: string | undefined;
}

const DEFAULT_WINDOW_SECONDS = 300;
const MINUTES_FROM_SECONDS = 200;

/** One live chart: title and figures, the lines, and the same numbers as a table. */
export function TimeChart(props: TimeChartProps) {
  const {
    buffer,
    series,
    format,
    top,
    windowSeconds = DEFAULT_WINDOW_SECONDS,
    height = 120,
  } = props;
  const t = useTranslations("machine.chart");
  const locale = useLocale();
  const [cursor, setCursor] = useState<number | null>(null);
  const [asTable, setAsTable] = useState(false);
  const length = useSyncExternalStore(
    buffer.subscribe,
    () => buffer.version,
    () => 0,
  );
  const look = useMemo<ChartLook>(() => {
    const minutes = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
    const exact = new Intl.DateTimeFormat(locale, { ...minutes, second: "2-digit" });
    const coarse =
      windowSeconds < MINUTES_FROM_SECONDS ? exact : new Intl.DateTimeFormat(locale, minutes);
    return {
      series,
      windowSeconds,
      format,
      formatTick: (seconds) => coarse.format(seconds * 1000),
      formatTime: (seconds) => exact.format(seconds * 1000),
      onCursor: setCursor,
      top,
    };
  }, [series, windowSeconds, format, top, locale]);
  const measured = series.some(({ column }) => buffer.measured(column));
  const figureOf = (line: ChartSeries): ReactNode => {
    const value =
      cursor === null ? buffer.last(line.column) : (buffer.column(line.column)[cursor] ?? null);
    if (value !== null) return format(value);
    // Where nothing at all was measured, the chart itself says so.
    return measured ? t("notMeasured") : "–";
  };
  return (
    <figure aria-label={props.title} className="flex min-w-0 flex-col gap-1" data-samples={length}>
      <figcaption className="flex min-h-6 flex-wrap items-baseline gap-x-3">
        <span className="font-medium">{props.title}</span>
        {series.map((line) => (
          <span key={line.label} className="flex items-baseline gap-1.5 text-text-2">
            {series.length > 1 && <Swatch line={line} />}
            {series.length > 1 && <span className="text-sm text-text-3">{line.label}</span>}
            <span>{figureOf(line)}</span>
          </span>
        ))}
        <IconButton
          size="sm"
          label={t("asTable")}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
          className="ml-auto self-center"
        >
          <Table2 aria-hidden="true" />
        </IconButton>
      </figcaption>
      {asTable ? (
        <ChartTable buffer={buffer} look={look} caption={props.title} />
      ) : (
        <div className="relative">
          <UplotCanvas buffer={buffer} look={look} height={height} />
          {!measured && (
            <p className="absolute inset-0 flex items-center justify-center text-text-3">
              {props.idle ??
                (buffer.length === 0 ? t("waiting") : (props.unmeasured ?? t("notMeasured")))}
            </p>
          )}
        </div>
      )}
    </figure>
  );
}

function Swatch({ line }: { line: ChartSeries }) {
  return (
    <svg viewBox="0 0 14 4" className="h-1 w-3.5 self-center" aria-hidden="true">
      <line
        x1="0"
        x2="14"
        y1="2"
        y2="2"
        strokeWidth="2"
        style={{ stroke: `var(${line.color})` }}
        strokeDasharray={line.dash ? "4 2" : undefined}
      />
    </svg>
  );
}
