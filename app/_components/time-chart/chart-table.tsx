"use client";
import { useTranslations } from "next-intl";
import type { ChartLook } from "./chart-options";
import type { SeriesBuffer } from "./series-buffer";

const SHOWN_ROWS = 12;

/** The newest samples in numbers, for those who do not read lines. */
export function ChartTable(props: { buffer: SeriesBuffer; look: ChartLook; caption: string }) {
  const t = useTranslations("machine.chart");
  const { buffer, look } = props;
  const times = buffer.times();
  const from = Math.max(0, times.length - SHOWN_ROWS);
  const rows = times.slice(from).map((seconds, n) => ({ seconds, index: from + n }));
  return (
    <table className="w-full text-left text-sm">
      <caption className="sr-only">{props.caption}</caption>
      <thead>
        <tr className="text-text-3">
          <th scope="col" className="py-0.5 pr-4 font-normal">
            {t("time")}
          </th>
          {look.series.map((line) => (
            <th key={line.label} scope="col" className="py-0.5 pr-4 font-normal">
              {line.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.toReversed().map(({ seconds, index }) => (
          <tr key={seconds} className="border-border border-t">
            <td className="mono py-0.5 pr-4">{look.formatTime(seconds)}</td>
            {look.series.map((line) => {
              const value = buffer.column(line.column)[index] ?? null;
              return (
                <td key={line.label} className="py-0.5 pr-4">
                  {value === null ? t("notMeasured") : look.format(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
