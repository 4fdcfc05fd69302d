"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_lib/use-format";
import type { MachineRow } from "@/server/inventory/types";
import { Sparkline } from "./sparkline";
import { useLoadHistory } from "./use-load-history";

const SLOTS = 90;

/** CPU of the last minute and a half, and what disk and network do now. */
export function LoadPanel({ row }: { row: MachineRow }) {
  const t = useTranslations("machines");
  const format = useFormat();
  const history = useLoadHistory(row);
  const now = history.at(-1);
  const rate = (bps: number | null | undefined, write: (value: number) => string) =>
    bps === null || bps === undefined ? "–" : write(bps);
  return (
    <section aria-label={t("peek.load")} className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between text-sm text-text-2">
        <span>{t("column.cpu")}</span>
        <span className="text-text">
          {now?.cpuPercent == null ? "–" : format.percent(now.cpuPercent)}
        </span>
      </div>
      <Sparkline
        label={t("peek.cpuHistory")}
        values={history.map((sample) => sample.cpuPercent)}
        slots={SLOTS}
      />
      <div className="flex justify-between text-sm text-text-3">
        <span>
          {t("peek.disk", {
            read: rate(now?.diskReadBps, format.byteRate),
            write: rate(now?.diskWriteBps, format.byteRate),
          })}
        </span>
      </div>
      <div className="text-sm text-text-3">
        {t("peek.net", {
          rx: rate(now?.netRxBps, format.bitRate),
          tx: rate(now?.netTxBps, format.bitRate),
        })}
      </div>
    </section>
  );
}
