"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { useProblemWords } from "@/app/_components/problem-text";
import { cn } from "@/app/_lib/cn";
import { useHostSample } from "@/app/_lib/fleet-store";
import { useFormat } from "@/app/_lib/use-format";
import { MeterBar } from "@/app/_ui/meter";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/app/_ui/table";
import type { HostRow } from "@/server/inventory/types";
import { HostState } from "../host-state";

const columns = ["name", "state", "machines", "cpu", "memory", "kvm", "libvirt", "since"] as const;

/** The columns a narrow screen has room for. */
const onPhone = new Set<string>(["name", "state", "machines"]);

export function HostTable({ hosts }: { hosts: readonly HostRow[] }) {
  const t = useTranslations("hosts.list");
  return (
    <div className="overflow-x-auto">
      <Table>
        <TableHead>
          <tr className="border-border border-b">
            {columns.map((column) => (
              <TableHeader key={column} className={onPhone.has(column) ? "" : "max-md:hidden"}>
                {t(`columns.${column}`)}
              </TableHeader>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {hosts.map((host) => (
            <HostLine key={host.id} host={host} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function HostLine({ host }: { host: HostRow }) {
  const t = useTranslations("hosts.list");
  const words = useProblemWords();
  const away = host.link !== "online";
  const quiet = away && "text-text-3";
  return (
    <TableRow data-link={host.link}>
      <TableCell className="max-w-80">
        <Link
          href={`/hosts/${encodeURIComponent(host.id)}`}
          className="block truncate font-medium hover:underline"
        >
          {host.name}
        </Link>
        {host.hostname !== null && host.hostname !== host.name && (
          <span className="block truncate text-sm text-text-3">{host.hostname}</span>
        )}
      </TableCell>
      <TableCell>
        <HostState link={host.link} />
        {host.problem !== null && (
          <span className="block max-w-80 truncate text-sm text-text-3">
            {words(host.problem).title}
          </span>
        )}
      </TableCell>
      <TableCell className={cn("whitespace-nowrap", quiet)}>
        {t("machines", { running: host.runningCount, all: host.machineCount })}
      </TableCell>
      <CpuCell host={host} quiet={away} />
      <MemoryCell host={host} quiet={away} />
      <TableCell className={cn("whitespace-nowrap max-md:hidden", quiet)}>
        {host.kvm === null ? "–" : host.kvm ? t("kvm") : t("emulation")}
      </TableCell>
      <TableCell className={cn("whitespace-nowrap max-md:hidden", quiet)}>
        {host.libvirtVersion ?? "–"}
      </TableCell>
      <TableCell className="whitespace-nowrap text-text-2 max-md:hidden">
        <Ago atMs={host.sinceMs} />
      </TableCell>
    </TableRow>
  );
}

interface CellProps {
  host: HostRow;
  quiet: boolean;
}

function CpuCell({ host, quiet }: CellProps) {
  const t = useTranslations("hosts.list");
  const format = useFormat();
  const sample = useHostSample(host.id);
  const percent = quiet ? null : (sample?.cpuPercent ?? null);
  return (
    <TableCell className={cn("whitespace-nowrap max-md:hidden", quiet && "text-text-3")}>
      <span className="flex items-center gap-2.5">
        {percent !== null && <MeterBar percent={percent} />}
        {percent !== null && <span className="w-9">{format.percent(percent)}</span>}
        <span className="text-text-3">
          {host.cpus === null ? "–" : t("cpus", { count: host.cpus })}
        </span>
      </span>
    </TableCell>
  );
}

function MemoryCell({ host, quiet }: CellProps) {
  const t = useTranslations("hosts.list");
  const format = useFormat();
  const sample = useHostSample(host.id);
  const used = quiet ? null : (sample?.memoryUsedKib ?? null);
  const all = host.memoryKib;
  return (
    <TableCell className={cn("whitespace-nowrap max-md:hidden", quiet && "text-text-3")}>
      <span className="flex items-center gap-2.5">
        {used !== null && all !== null && all > 0 && <MeterBar percent={(used / all) * 100} />}
        {all === null
          ? "–"
          : used === null
            ? format.kib(all)
            : t("memoryOf", { used: format.kib(used), all: format.kib(all) })}
      </span>
    </TableCell>
  );
}
