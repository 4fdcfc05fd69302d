"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/app/_components/copy-button";
import { useHost } from "@/app/_lib/fleet-store";
import { useFormat } from "@/app/_lib/use-format";
import { useProjectName } from "@/app/_lib/use-may";
import { Definition, DefinitionList } from "@/app/_ui/definition-list";
import type { MachineRow } from "@/server/inventory/types";
import { useUptime } from "../state/use-uptime";

export function PeekFacts({ row }: { row: MachineRow }) {
  const t = useTranslations("machines");
  const format = useFormat();
  const host = useHost(row.hostId);
  const up = useUptime(row);
  const project = useProjectName(row.uuid);
  return (
    <DefinitionList>
      <Definition term={t("column.host")}>
        {host && (
          <Link href={`/hosts/${encodeURIComponent(host.id)}`} className="hover:underline">
            {host.name}
          </Link>
        )}
      </Definition>
      {project !== undefined && <Definition term={t("column.project")}>{project}</Definition>}
      <Definition term={t("column.ip")}>
        {row.ips.length > 0 &&
          row.ips.slice(0, 4).map((ip) => (
            <span key={ip} className="flex items-center justify-between gap-1">
              <span className="mono truncate">{ip}</span>
              <CopyButton text={ip} label={t("copyIp")} />
            </span>
          ))}
      </Definition>
      <Definition term={t("column.vcpu")}>{row.vcpus}</Definition>
      <Definition term={t("column.size")}>{format.kib(row.memoryKib)}</Definition>
      <Definition term={t("column.uptime")}>
        {up && (
          <span title={up.hint}>
            {up.isExact ? up.duration : t("uptime.atLeast", { duration: up.duration })}
          </span>
        )}
      </Definition>
      <Definition term={t("column.autostart")}>
        {row.autostart ? t("autostart.on") : t("autostart.off")}
      </Definition>
      <Definition term={t("column.uuid")}>
        <span className="flex items-center justify-between gap-1">
          <span className="mono truncate">{row.uuid}</span>
          <CopyButton text={row.uuid} label={t("copyUuid")} />
        </span>
      </Definition>
    </DefinitionList>
  );
}
