"use client";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { StateView } from "@/app/_components/state-view";
import { useHost, useOperationOn } from "@/app/_lib/fleet-store";
import { useFormat } from "@/app/_lib/use-format";
import { Button } from "@/app/_ui/button";
import { Progress } from "@/app/_ui/progress";
import type { MachineRow } from "@/server/inventory/types";
import { followMigration } from "../migrations/migrate-dialog/open-migrate";

/** What a reader has to know before reading on: old data, or a migration under way. */
export function MachineBanner({ row }: { row: MachineRow }) {
  const t = useTranslations("machine.banner");
  const format = useFormat();
  const host = useHost(row.hostId);
  const operation = useOperationOn(row.uuid);
  const seenAtMs = host?.seenAtMs ?? null;
  return (
    <>
      {host && host.link !== "online" && (
        <StateView kind="stale" title={t("stale", { host: host.name })}>
          {seenAtMs === null
            ? t("neverSeen")
            : t.rich("seenAt", { when: () => <Ago atMs={seenAtMs} /> })}
        </StateView>
      )}
      {operation?.kind === "machine.migrate" && (
        <div
          role="status"
          className="flex flex-wrap items-center gap-x-4 gap-y-1 border-border border-b bg-busy-bg px-(--gutter) py-1.5 text-busy-fg"
        >
          <span className="font-medium">
            {t("migrating", { host: operation.destination?.hostName ?? "" })}
          </span>
          <Progress percent={operation.progress?.percent} label={t("progress")} />
          {operation.progress && <span>{format.percent(operation.progress.percent)}</span>}
          <Button size="sm" className="ml-auto" onClick={() => followMigration(operation.id)}>
            {t("watch")}
          </Button>
        </div>
      )}
    </>
  );
}
