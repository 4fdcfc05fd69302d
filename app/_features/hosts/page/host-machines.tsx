"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { StateView } from "@/app/_components/state-view";
import { useMachines } from "@/app/_lib/fleet-store";
import { machinePath } from "@/app/_lib/machine-key";
import { useFormat } from "@/app/_lib/use-format";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/app/_ui/table";
import type { HostRow, MachineRow } from "@/server/inventory/types";
import { MachineState } from "../../machines/state/machine-state";

const columns = ["name", "state", "vcpus", "memory", "ip"] as const;

export function HostMachines({ host }: { host: HostRow }) {
  const t = useTranslations("hosts.machines");
  const here = useCallback((row: MachineRow) => row.hostId === host.id, [host.id]);
  const rows = useMachines(here);
  if (rows.length === 0) {
    return (
      <StateView kind="empty-first" title={t("none")}>
        {t("noneWhy")}
      </StateView>
    );
  }
  return (
    <div className="overflow-x-auto">
      <Table>
        <TableHead>
          <tr className="border-border border-b">
            {columns.map((column) => (
              <TableHeader key={column}>{t(`columns.${column}`)}</TableHeader>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <MachineLine key={row.uuid} row={row} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function MachineLine({ row }: { row: MachineRow }) {
  const format = useFormat();
  return (
    <TableRow>
      <TableCell className="max-w-80">
        <Link href={machinePath(row)} className="block truncate font-medium hover:underline">
          {row.name}
        </Link>
      </TableCell>
      <TableCell className="whitespace-nowrap">
        <MachineState row={row} />
      </TableCell>
      <TableCell>{row.vcpus}</TableCell>
      <TableCell className="whitespace-nowrap">{format.kib(row.memoryKib)}</TableCell>
      <TableCell className="mono whitespace-nowrap">{row.ips[0] ?? "–"}</TableCell>
    </TableRow>
  );
}
