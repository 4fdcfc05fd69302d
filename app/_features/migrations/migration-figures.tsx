"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_lib/use-format";
import { Definition, DefinitionList } from "@/app/_ui/definition-list";
import type { MigrationView } from "@/server/migrations/types";

/** The figures of a finished migration; what was not measured says so. */
export function MigrationFigures({ migration }: { migration: MigrationView }) {
  const t = useTranslations("migrations.figures");
  const format = useFormat();
  const none = t("notMeasured");
  const { durationMs, totalBytes, downtimeMs, iterations } = migration;
  return (
    <DefinitionList>
      <Definition term={t("duration")}>
        {durationMs === null ? none : format.duration(durationMs)}
      </Definition>
      <Definition term={t("total")}>
        {totalBytes === null ? none : format.bytes(totalBytes)}
      </Definition>
      <Definition term={t("downtime")}>
        {downtimeMs === null ? none : format.duration(downtimeMs)}
      </Definition>
      <Definition term={t("iterations")}>{iterations ?? none}</Definition>
      <Definition term={t("mode")}>{t(`modes.${migration.mode}`)}</Definition>
      <Definition term={t("storage")}>
        {migration.copyStorage ? t("copied") : t("shared")}
      </Definition>
      {migration.unsafe && <Definition term={t("unsafe")}>{t("unsafeAccepted")}</Definition>}
    </DefinitionList>
  );
}
