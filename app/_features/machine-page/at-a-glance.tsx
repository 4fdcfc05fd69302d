"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_lib/use-format";
import type { MachineDisk, MachineInterface } from "@/server/inventory/types";

export function DisksAtAGlance({ disks }: { disks: readonly MachineDisk[] }) {
  const t = useTranslations("machine.disks");
  const format = useFormat();
  if (disks.length === 0) return <p className="text-text-2">{t("none")}</p>;
  return (
    <ul className="flex flex-col">
      {disks.map((disk) => (
        <li key={disk.target} className="flex gap-4 border-border border-t py-1.5">
          <span className="mono w-12 shrink-0">{disk.target}</span>
          <span className="mono min-w-0 flex-1 truncate text-text-2" title={disk.source ?? ""}>
            {disk.source ?? t("empty")}
          </span>
          <span className="shrink-0 text-text-2">
            {disk.capacityBytes === null ? "" : format.bytes(disk.capacityBytes)}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function InterfacesAtAGlance({ interfaces }: { interfaces: readonly MachineInterface[] }) {
  const t = useTranslations("machine.networks");
  if (interfaces.length === 0) return <p className="text-text-2">{t("none")}</p>;
  return (
    <ul className="flex flex-col">
      {interfaces.map((nic) => (
        <li key={nic.mac} className="flex gap-4 border-border border-t py-1.5">
          <span className="mono w-34 shrink-0">{nic.mac}</span>
          <span className="min-w-0 flex-1 truncate text-text-2">
            {[nic.type, nic.source].filter(Boolean).join(" · ")}
          </span>
          <span className="mono shrink-0 text-text-2">{nic.ips[0]?.address ?? ""}</span>
        </li>
      ))}
    </ul>
  );
}
