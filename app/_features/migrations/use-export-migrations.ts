"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { downloadText } from "@/app/_lib/download-text";
import type { CsvCell } from "@/server/csv/cell";
import type { MigrationView } from "@/server/migrations/types";
import { toCsv } from "./to-csv";

const columns = [
  "started",
  "ended",
  "machine",
  "uuid",
  "from",
  "to",
  "mode",
  "outcome",
  "reason",
  "durationMs",
  "totalBytes",
  "downtimeMs",
  "iterations",
  "who",
] as const;

/** Saves the rows on the screen as CSV: raw values, ISO times. */
export function useExportMigrations(): (items: readonly MigrationView[]) => void {
  const t = useTranslations("migrations.csv");
  return useCallback(
    (items) => {
      const header = columns.map((column) => t(`columns.${column}`));
      downloadText(toCsv(header, items.map(rowOf)), {
        name: "migrations.csv",
        type: "text/csv;charset=utf-8",
      });
    },
    [t],
  );
}

const iso = (atMs: number | null) => (atMs === null ? null : new Date(atMs).toISOString());

function rowOf(migration: MigrationView): CsvCell[] {
  return [
    iso(migration.startedAtMs),
    iso(migration.endedAtMs),
    migration.machine.name,
    migration.machine.uuid,
    migration.from.name,
    migration.to.name,
    migration.mode,
    migration.state,
    migration.problem?.code ?? null,
    migration.durationMs,
    migration.totalBytes,
    migration.downtimeMs,
    migration.iterations,
    migration.requestedBy.name,
  ];
}
