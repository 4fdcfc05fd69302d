"use client";
import { useTranslations } from "next-intl";
import { StateView } from "@/app/_components/state-view";
import { useFormat } from "@/app/_lib/use-format";
import { Badge } from "@/app/_ui/badge";
import { MeterBar } from "@/app/_ui/meter";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/app/_ui/table";
import type { MachineDisk } from "@/server/inventory/types";
import type { MachineKey } from "@/server/machines/schema";
import { DetailState } from "./detail-state";
import { useMachineDetail } from "./use-machine-detail";

const columns = ["target", "source", "format", "bus", "cache", "size", "flags"] as const;

/** domblklist, with what the XML and the block statistics add. */
export function DisksTab({ machine }: { machine: MachineKey }) {
  const t = useTranslations("machine.disks");
  const detail = useMachineDetail(machine);
  return (
    <DetailState query={detail}>
      {({ disks }) =>
        disks.length === 0 ? (
          <StateView kind="empty-first" title={t("none")} />
        ) : (
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
                {disks.map((disk) => (
                  <DiskRow key={disk.target} disk={disk} />
                ))}
              </TableBody>
            </Table>
          </div>
        )
      }
    </DetailState>
  );
}

function DiskRow({ disk }: { disk: MachineDisk }) {
  const t = useTranslations("machine.disks");
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">
        <span className="mono font-medium">{disk.target}</span>{" "}
        <span className="text-text-3">{t(`devices.${disk.device}`)}</span>
      </TableCell>
      <TableCell className="max-w-100">
        {disk.source === null ? (
          <span className="text-text-3">{t("empty")}</span>
        ) : (
          <>
            <span className="mono block break-all">{disk.source}</span>
            <span className="text-sm text-text-3">{disk.sourceType}</span>
          </>
        )}
      </TableCell>
      <TableCell>{disk.format ?? "–"}</TableCell>
      <TableCell>{disk.bus ?? "–"}</TableCell>
      <TableCell className="whitespace-nowrap">{disk.cache ?? t("cacheDefault")}</TableCell>
      <TableCell className="whitespace-nowrap">
        <DiskSize disk={disk} />
      </TableCell>
      <TableCell>
        <span className="flex gap-1.5">
          {disk.readOnly && <Badge>{t("readOnly")}</Badge>}
          {disk.shareable && <Badge>{t("shareable")}</Badge>}
        </span>
      </TableCell>
    </TableRow>
  );
}

function DiskSize({ disk }: { disk: MachineDisk }) {
  const t = useTranslations("machine.disks");
  const format = useFormat();
  const { source, capacityBytes, allocationBytes } = disk;
  if (source === null) return <span className="text-text-3">–</span>;
  if (capacityBytes === null) return <span className="text-text-3">{t("notMeasured")}</span>;
  if (allocationBytes === null) return format.bytes(capacityBytes);
  const percent = capacityBytes > 0 ? (allocationBytes / capacityBytes) * 100 : 0;
  return (
    <span className="flex items-center gap-2.5">
      <MeterBar percent={percent} />
      {t("allocated", {
        part: format.bytes(allocationBytes),
        all: format.bytes(capacityBytes),
      })}
    </span>
  );
}
