"use client";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/app/_components/copy-button";
import { StateView } from "@/app/_components/state-view";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/app/_ui/table";
import type { MachineInterface } from "@/server/inventory/types";
import type { MachineKey } from "@/server/machines/schema";
import { StateMark } from "../machines/state/state-mark";
import { DetailState } from "./detail-state";
import { useMachineDetail } from "./use-machine-detail";

const columns = ["target", "mac", "source", "model", "link", "ips"] as const;

/** domiflist, with link state and addresses. */
export function NetworksTab({ machine }: { machine: MachineKey }) {
  const t = useTranslations("machine.networks");
  const detail = useMachineDetail(machine);
  return (
    <DetailState query={detail}>
      {({ interfaces }) =>
        interfaces.length === 0 ? (
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
                {interfaces.map((nic) => (
                  <InterfaceRow key={nic.mac} nic={nic} />
                ))}
              </TableBody>
            </Table>
          </div>
        )
      }
    </DetailState>
  );
}

function InterfaceRow({ nic }: { nic: MachineInterface }) {
  const t = useTranslations("machine.networks");
  return (
    <TableRow>
      <TableCell className="mono whitespace-nowrap font-medium">{nic.target ?? "–"}</TableCell>
      <TableCell className="whitespace-nowrap">
        <span className="inline-flex items-center gap-0.5">
          <span className="mono">{nic.mac}</span>
          <CopyButton text={nic.mac} label={t("copyMac", { mac: nic.mac })} />
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {nic.source ?? "–"} <span className="text-text-3">{nic.type}</span>
      </TableCell>
      <TableCell>{nic.model ?? "–"}</TableCell>
      <TableCell className="whitespace-nowrap">
        <span className="inline-flex items-center gap-1.5">
          <StateMark tone={nic.linkUp ? "run" : "off"} shape={nic.linkUp ? "solid" : "hollow"} />
          {nic.linkUp ? t("up") : t("down")}
        </span>
      </TableCell>
      <TableCell>
        {nic.ips.length === 0 ? (
          <span className="text-text-3">{t("noIp")}</span>
        ) : (
          <span className="flex flex-col">
            {nic.ips.map(({ address, source }) => (
              <span key={address} className="inline-flex items-center gap-0.5 whitespace-nowrap">
                <span className="mono">{address}</span>
                <CopyButton text={address} label={t("copyIp", { ip: address })} />
                <span title={t(`sourceHint.${source}`)} className="text-sm text-text-3">
                  {t(`sources.${source}`)}
                </span>
              </span>
            ))}
          </span>
        )}
      </TableCell>
    </TableRow>
  );
}
