"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useHost, useMachines } from "@/app/_lib/fleet-store";
import { machinePath } from "@/app/_lib/machine-key";
import type { MachineRow } from "@/server/inventory/types";
import { MachineStateMark } from "../../machines/state/machine-state";

const SHOWN = 40;

export function HostMachines({ hostId }: { hostId: string }) {
  const t = useTranslations("shell");
  const ofHost = useCallback((row: MachineRow) => row.hostId === hostId, [hostId]);
  const rows = useMachines(ofHost);
  const host = useHost(hostId);
  if (rows.length === 0) return <p className="py-1 pl-7 text-sm text-text-3">{t("noMachines")}</p>;
  return (
    <ul>
      {rows.slice(0, SHOWN).map((row) => (
        <li key={row.uuid}>
          <Link
            href={machinePath(row)}
            prefetch={false}
            className="flex h-6 items-center gap-2 rounded-md pr-2 pl-7 text-sm text-text-2 hover:bg-hover hover:text-text coarse:h-11"
          >
            <MachineStateMark row={row} />
            <span className="truncate">{row.name}</span>
          </Link>
        </li>
      ))}
      {rows.length > SHOWN && (
        <li>
          <Link
            href={`/machines?q=${encodeURIComponent(`host="${host?.name ?? ""}"`)}`}
            className="flex h-6 items-center pl-7 text-accent-text text-sm hover:underline"
          >
            {t("allOfHost", { count: rows.length })}
          </Link>
        </li>
      )}
    </ul>
  );
}
