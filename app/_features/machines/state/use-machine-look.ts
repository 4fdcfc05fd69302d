"use client";
import { useTranslations } from "next-intl";
import { useHost, useOperationOn } from "@/app/_lib/fleet-store";
import { useFormat } from "@/app/_lib/use-format";
import type { MachineRow } from "@/server/inventory/types";
import type { OperationView } from "@/server/operations/types";
import { useAsked } from "../actions/pending";
import { type MachineLook, machineLook } from "./machine-look";

export interface ShownState extends MachineLook {
  text: string;
  /** What was last known, where the state is not. */
  hint: string | undefined;
  operation: OperationView | undefined;
}

/** A machine's state in words, with what is being done to it; repaints only with that machine. */
export function useMachineLook(row: MachineRow): ShownState {
  const t = useTranslations("machines");
  const format = useFormat();
  const host = useHost(row.hostId);
  const operation = useOperationOn(row.uuid);
  const asked = useAsked(`${row.hostId}/${row.uuid}`);
  const hostLink = host?.link ?? "connecting";
  const busyWith = operation?.kind ?? (asked ? (`machine.${asked}` as const) : undefined);
  const look = machineLook({ row, hostLink, busyWith });
  const known = () => t(`state.${machineLook({ row, hostLink: "online" }).word}`);
  const percent = operation?.progress?.percent;
  const text =
    look.word === "unreachable"
      ? t("state.unreachable", { time: format.clock(host?.sinceMs ?? 0) })
      : look.word === "migrating" && percent !== undefined
        ? t("state.migratingPercent", { percent: format.percent(percent) })
        : t(`state.${look.word}`);
  const stale = look.word === "unreachable" || hostLink !== "online";
  return { ...look, text, operation, hint: stale ? t("lastKnown", { state: known() }) : undefined };
}
