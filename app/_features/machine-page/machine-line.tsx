"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/app/_components/copy-button";
import { useHost } from "@/app/_lib/fleet-store";
import type { MachineRow } from "@/server/inventory/types";
import { MachineState } from "../machines/state/machine-state";
import { useUptime } from "../machines/state/use-uptime";

const SHOWN_IPS = 2;

/** The line under the name: state, host, addresses, uptime. */
export function MachineLine({ row }: { row: MachineRow }) {
  const t = useTranslations("machine.header");
  const host = useHost(row.hostId);
  const more = row.ips.length - SHOWN_IPS;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <MachineState row={row} />
      <span className="text-text-2">
        {t.rich("onHost", {
          host: () => (
            <Link
              href={`/hosts/${encodeURIComponent(row.hostId)}`}
              className="text-text hover:underline"
            >
              {host?.name ?? row.hostId}
            </Link>
          ),
        })}
      </span>
      {row.ips.slice(0, SHOWN_IPS).map((ip) => (
        <span key={ip} className="inline-flex items-center gap-0.5">
          <span className="mono">{ip}</span>
          <CopyButton text={ip} label={t("copyIp", { ip })} />
        </span>
      ))}
      {more > 0 && <span className="text-text-3">{t("moreIps", { count: more })}</span>}
      <Uptime row={row} />
    </div>
  );
}

function Uptime({ row }: { row: MachineRow }) {
  const t = useTranslations("machine.header");
  const up = useUptime(row);
  if (!up) return null;
  const { duration: time, isExact, hint } = up;
  return (
    <span className="text-text-2" title={hint}>
      {isExact ? t("up", { time }) : t("upAtLeast", { time })}
    </span>
  );
}
