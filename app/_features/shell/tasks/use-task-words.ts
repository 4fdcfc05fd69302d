"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useFormat } from "@/app/_lib/use-format";
import type { OperationView } from "@/server/operations/types";

/** A task in words: what is done to what, and how far it is. */
export function useTaskWords() {
  const t = useTranslations("operations");
  const format = useFormat();
  const title = useCallback(
    ({ kind, target, destination }: OperationView) =>
      destination
        ? t("titleTo", { kind: t(`kind.${kind}`), name: target.name, host: destination.hostName })
        : t("title", { kind: t(`kind.${kind}`), name: target.name }),
    [t],
  );
  const figures = useCallback(
    ({ progress }: OperationView) => {
      if (!progress) return "";
      const parts = [format.percent(progress.percent)];
      if (progress.dataTotalBytes > 0)
        parts.push(
          `${format.bytes(progress.dataProcessedBytes)} / ${format.bytes(progress.dataTotalBytes)}`,
        );
      if (progress.memoryBps !== null) parts.push(format.byteRate(progress.memoryBps));
      if (progress.etaSeconds !== null)
        parts.push(t("left", { duration: format.duration(progress.etaSeconds * 1_000) }));
      return parts.join(" · ");
    },
    [t, format],
  );
  const outcome = useCallback(
    (operation: OperationView) => {
      const task = title(operation);
      if (operation.state === "succeeded") return t("ended.succeeded", { task });
      return operation.state === "cancelled"
        ? t("ended.cancelled", { task })
        : t("ended.failed", { task });
    },
    [t, title],
  );
  return { title, figures, outcome };
}
