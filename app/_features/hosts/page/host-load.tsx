"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { type AxisTop, topOfBytes, topOfPercent } from "@/app/_components/time-chart/chart-options";
import { TimeChart } from "@/app/_components/time-chart/time-chart";
import { useFormat } from "@/app/_lib/use-format";
import type { HostRow } from "@/server/inventory/types";
import { cpuColumn, memoryColumn, useHostSamples } from "./use-host-samples";

/** What the host is doing now, while somebody looks. */
export function HostLoad({ host }: { host: HostRow }) {
  const t = useTranslations("hosts.load");
  const format = useFormat();
  const idle = host.link === "online" ? undefined : t("hostAway");
  const buffer = useHostSamples(host.id, host.link === "online");
  const series = useMemo(
    () => ({
      cpu: [{ label: t("cpu"), column: cpuColumn, color: "--busy-dot" }],
      memory: [{ label: t("memory"), column: memoryColumn, color: "--sleep-dot" }],
    }),
    [t],
  );
  const { memoryKib } = host;
  const memoryTop = useMemo<AxisTop>(() => (max) => memoryKib ?? topOfBytes(max), [memoryKib]);
  return (
    <section aria-label={t("title")} className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
      <TimeChart
        title={t("cpu")}
        buffer={buffer}
        idle={idle}
        series={series.cpu}
        format={format.percent}
        top={topOfPercent}
      />
      <TimeChart
        title={t("memory")}
        buffer={buffer}
        idle={idle}
        series={series.memory}
        format={format.kib}
        top={memoryTop}
      />
    </section>
  );
}
