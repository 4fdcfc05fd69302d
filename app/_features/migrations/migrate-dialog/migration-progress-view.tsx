"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { topOfBytes } from "@/app/_components/time-chart/chart-options";
import { TimeChart } from "@/app/_components/time-chart/time-chart";
import { useFormat } from "@/app/_lib/use-format";
import { Definition, DefinitionList } from "@/app/_ui/definition-list";
import { Progress } from "@/app/_ui/progress";
import type { MigrationProgress, OperationView } from "@/server/operations/types";
import { usePhaseWord } from "../../activity/use-phase-word";
import { dirtyColumn, progressHistory, rateColumn, remainingColumn } from "./progress-history";

const WINDOW_SECONDS = 120;
const CHART_HEIGHT = 96;
const DASH = [5, 3];

export function MigrationProgressView({ operation }: { operation: OperationView }) {
  const t = useTranslations("migrations.follow");
  const format = useFormat();
  const phaseWord = usePhaseWord();
  const progress = operation.progress?.memoryTotalBytes ? operation.progress : null;
  const history = progressHistory(operation.id);
  const remaining = useMemo(
    () => [{ label: t("memoryRemaining"), column: remainingColumn, color: "--busy-dot" }],
    [t],
  );
  // Side by side they tell why a migration does not come to an end.
  const rates = useMemo(
    () => [
      { label: t("sent"), column: rateColumn, color: "--busy-dot" },
      { label: t("dirtyRate"), column: dirtyColumn, color: "--pause-dot", dash: DASH },
    ],
    [t],
  );
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-2">
        <div className="flex items-baseline justify-between gap-4">
          <p role="status" className="font-medium">
            {phaseWord(operation)}
          </p>
          <p className="text-text-2">
            {progress && format.percent(progress.percent)}
            {progress?.etaSeconds != null &&
              ` · ${t("eta", { time: format.duration(progress.etaSeconds * 1000) })}`}
          </p>
        </div>
        <Progress percent={progress?.percent} label={t("progress")} className="w-full" />
      </div>
      <Figures progress={progress} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TimeChart
          title={t("memoryRemaining")}
          buffer={history}
          series={remaining}
          format={format.bytes}
          top={topOfBytes}
          windowSeconds={WINDOW_SECONDS}
          height={CHART_HEIGHT}
        />
        <TimeChart
          title={t("rate")}
          buffer={history}
          series={rates}
          format={format.byteRate}
          top={topOfBytes}
          windowSeconds={WINDOW_SECONDS}
          height={CHART_HEIGHT}
        />
      </div>
    </div>
  );
}

function Figures({ progress }: { progress: MigrationProgress | null }) {
  const t = useTranslations("migrations.follow");
  const format = useFormat();
  const none = t("notMeasured");
  return (
    <DefinitionList className="sm:grid-cols-[auto_1fr_auto_1fr]">
      <Definition term={t("memoryRemaining")}>
        {progress
          ? t("of", {
              part: format.bytes(progress.memoryRemainingBytes),
              all: format.bytes(progress.memoryTotalBytes),
            })
          : none}
      </Definition>
      <Definition term={t("moved")}>
        {progress ? format.bytes(progress.dataProcessedBytes) : none}
      </Definition>
      <Definition term={t("rate")}>
        {progress?.memoryBps == null ? none : format.byteRate(progress.memoryBps)}
      </Definition>
      <Definition term={t("dirtyRate")}>
        {progress?.memoryDirtyBps == null ? none : format.byteRate(progress.memoryDirtyBps)}
      </Definition>
      <Definition term={t("iteration")}>{progress?.iteration ?? none}</Definition>
      <Definition term={t("downtime")}>
        {progress?.downtimeMs == null ? none : t("ms", { ms: progress.downtimeMs })}
      </Definition>
      <Definition term={t("elapsed")}>
        {progress ? format.duration(progress.elapsedMs) : none}
      </Definition>
    </DefinitionList>
  );
}
