"use client";
import { useTranslations } from "next-intl";
import { ChoiceTabs } from "@/app/_components/choice-tabs";
import type { MachineRow } from "@/server/inventory/types";
import { useMachineDetail } from "../machine-page/use-machine-detail";

interface SerialPortsProps {
  row: MachineRow;
  port: number | undefined;
  onPort: (port: number) => void;
}

/** A choice only where there is one: most machines have a single serial port. */
export function SerialPorts({ row, port, onPort }: SerialPortsProps) {
  const t = useTranslations("console.tools");
  const { data } = useMachineDetail(row);
  const ports = data?.serials.filter((serial) => serial.type === "pty").map((s) => s.port) ?? [];
  if (ports.length < 2) return null;
  return (
    <ChoiceTabs
      label={t("port")}
      value={String(port ?? ports[0])}
      values={ports.map(String)}
      word={(value) => t("portNumber", { port: Number(value) })}
      onChoose={(value) => onPort(Number(value))}
    />
  );
}
