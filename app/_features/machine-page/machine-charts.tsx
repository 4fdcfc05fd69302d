"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { topOfBits, topOfBytes, topOfPercent } from "@/app/_components/time-chart/chart-options";
import { TimeChart } from "@/app/_components/time-chart/time-chart";
import { useHost, useMachine } from "@/app/_lib/fleet-store";
import { useFormat } from "@/app/_lib/use-format";
import type { MachineKey } from "@/server/machines/schema";
import { sampleColumns, useMachineSamples } from "./use-machine-samples";

const DASH = [5, 3];

/** The quartet: CPU, memory, disk, network; one crosshair through all four. */
export function MachineCharts({ machine }: { machine: MachineKey }) {
  const t = useTranslations("machine.charts");
  const format = useFormat();
  const buffer = useMachineSamples(machine);
  const idle = useIdleReason(machine);
  const series = useMemo(
    () => ({
      cpu: [{ label: t("cpu"), column: sampleColumns.cpu, color: "--busy-dot" }],
      memory: [{ label: t("memory"), column: sampleColumns.memory, color: "--sleep-dot" }],
      disk: [
        { label: t("read"), column: sampleColumns.diskRead, color: "--busy-dot" },
        { label: t("write"), column: sampleColumns.diskWrite, color: "--pause-dot", dash: DASH },
      ],
      network: [
        { label: t("received"), column: sampleColumns.netRx, color: "--busy-dot" },
        { label: t("sent"), column: sampleColumns.netTx, color: "--pause-dot", dash: DASH },
      ],
    }),
    [t],
  );
  return (
    <section aria-label={t("title")} className="grid gap-x-8 gap-y-6 md:grid-cols-2">
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
        unmeasured={t("memoryUnknown")}
        series={series.memory}
        format={format.percent}
        top={topOfPercent}
      />
      <TimeChart
        title={t("disk")}
        buffer={buffer}
        idle={idle}
        series={series.disk}
        format={format.byteRate}
        top={topOfBytes}
      />
      <TimeChart
        title={t("network")}
        buffer={buffer}
        idle={idle}
        series={series.network}
        format={format.bitRate}
        top={topOfBits}
      />
    </section>
  );
}

/** Why a machine gives no figures: it does not run, or its host is away. */
function useIdleReason(machine: MachineKey): string | undefined {
  const t = useTranslations("machine.charts");
  const row = useMachine(machine);
  const link = useHost(machine.hostId)?.link;
  if (link !== undefined && link !== "online") return t("hostAway");
  return row?.state === "shutOff" || row?.state === "crashed" ? t("notRunning") : undefined;
}
