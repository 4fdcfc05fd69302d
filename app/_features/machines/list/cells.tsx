"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useMachineSample } from "@/app/_lib/fleet-store";
import { machineKeyText, machinePath } from "@/app/_lib/machine-key";
import { useFormat } from "@/app/_lib/use-format";
import { MeterBar } from "@/app/_ui/meter";
import type { MachineRow } from "@/server/inventory/types";
import { MachineState } from "../state/machine-state";
import { useUptime } from "../state/use-uptime";
import type { ColumnId } from "./columns";

const unknown = <span className="text-text-3">–</span>;

interface CellProps {
  id: ColumnId;
  row: MachineRow;
  hostName: string | undefined;
}

/** What stands in one column of one machine. */
export function Cell({ id, row, hostName }: CellProps): ReactNode {
  switch (id) {
    case "name":
      return <NameCell row={row} />;
    case "state":
      return <MachineState row={row} />;
    case "host":
      return <span className="text-text-2 in-data-away:text-text-3">{hostName ?? "–"}</span>;
    case "cpu":
      return <LoadCell row={row} figure={0} />;
    case "memory":
      return <LoadCell row={row} figure={1} />;
    case "ip":
      return <IpCell ips={row.ips} />;
    case "uptime":
      return <UptimeCell row={row} />;
    case "vcpu":
      return row.vcpus;
    case "size":
      return <SizeCell kib={row.memoryKib} />;
    case "os":
      return row.osId === null ? unknown : osName(row.osId);
    case "autostart":
      return <AutostartCell on={row.autostart} />;
    case "uuid":
      return <span className="mono text-text-2 in-data-away:text-text-3">{row.uuid}</span>;
  }
}

function NameCell({ row }: { row: MachineRow }) {
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <a
        data-open
        href={machinePath(row)}
        tabIndex={-1}
        draggable={false}
        className="max-w-full shrink-0 truncate font-strong text-text in-data-away:text-text-3 hover:underline"
      >
        {row.name}
      </a>
      {row.title && <span className="min-w-0 truncate text-sm text-text-3">{row.title}</span>}
    </span>
  );
}

/** CPU or memory use: the bar for the eye, the figure for the rest. */
function LoadCell({ row, figure }: { row: MachineRow; figure: 0 | 1 }) {
  const format = useFormat();
  const sample = useMachineSample(machineKeyText(row));
  const percent = sample?.[figure];
  if (percent === undefined || percent === null)
    return figure === 1 && sample && row.state === "running" ? <NoMemoryFigure /> : unknown;
  return (
    <span className="flex items-center gap-2">
      {/* Guests without a figure for what they could free fill their memory with caches. */}
      <MeterBar percent={percent} calm={figure === 1} />
      <span className="w-9 text-right">{format.percent(percent)}</span>
    </span>
  );
}

/** Only the guest knows what it uses of its memory. */
function NoMemoryFigure() {
  const t = useTranslations("machines");
  return (
    <span title={t("memoryUnknown")} className="text-text-3">
      –
    </span>
  );
}

function IpCell({ ips }: { ips: readonly string[] }) {
  const first = ips[0];
  if (first === undefined) return unknown;
  return (
    <span className="mono truncate" title={ips.join("\n")}>
      {first}
      {ips.length > 1 && <span className="text-text-3"> +{ips.length - 1}</span>}
    </span>
  );
}

function UptimeCell({ row }: { row: MachineRow }) {
  const t = useTranslations("machines.uptime");
  const up = useUptime(row);
  if (!up) return unknown;
  const { duration, isExact, hint } = up;
  return <span title={hint}>{isExact ? duration : t("atLeast", { duration })}</span>;
}

function SizeCell({ kib }: { kib: number }) {
  return useFormat().kib(kib);
}

function AutostartCell({ on }: { on: boolean }) {
  const t = useTranslations("machines");
  return on ? t("autostart.on") : <span className="text-text-3">{t("autostart.off")}</span>;
}

/** libosinfo names systems by URL: "http://debian.org/debian/13" reads "debian 13". */
function osName(osId: string): string {
  return osId.split("/").slice(-2).join(" ");
}
