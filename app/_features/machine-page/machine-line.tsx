"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/app/_components/copy-button";
import { useHost } from "@/app/_lib/fleet-store";
import { useFormat } from "@/app/_lib/use-format";
import { useNow } from "@/app/_lib/use-now";
import type { MachineRow } from "@/server/inventory/types";
import { MachineState } from "../machines/state/machine-state";

const UPTIME_STEP_MS = 10_000;
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
      {row.startedAtMs !== null && <Uptime startedAtMs={row.startedAtMs} />}
    </div>
  );
}

function Uptime({ startedAtMs }: { startedAtMs: number }) {
  const t = useTranslations("machine.header");
  const format = useFormat();
  const now = useNow(UPTIME_STEP_MS);
  if (now === 0) return null;
  return (
    <span className="text-text-2" title={format.exact(startedAtMs)}>
      {t("up", { time: format.duration(Math.max(0, now - startedAtMs)) })}
    </span>
  );
}
