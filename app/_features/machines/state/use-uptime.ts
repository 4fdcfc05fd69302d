"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_lib/use-format";
import { useNow } from "@/app/_lib/use-now";
import type { MachineRow } from "@/server/inventory/types";
import { upSince } from "@/server/inventory/up-since";

interface Uptime {
  duration: string;
  /** False: it runs longer than anybody knows. */
  isExact: boolean;
  /** Since when, and how that is known. */
  hint: string;
}

const MINUTE_MS = 60_000;

/** How long a machine runs, in words; undefined for one that does not. */
export function useUptime(row: MachineRow): Uptime | undefined {
  const t = useTranslations("machines.uptime");
  const format = useFormat();
  const now = useNow(MINUTE_MS);
  const since = upSince(row);
  if (!since) return undefined;
  const { atMs, isExact } = since;
  const upMs = Math.max(0, Math.max(now, Date.now()) - atMs);
  const time = format.exact(atMs);
  return {
    duration: format.duration(wholeMinutes(upMs)),
    isExact,
    hint: isExact ? t("since", { time }) : t("sinceAtLeast", { time }),
  };
}

/** Seconds would be wrong as soon as they are written. */
const wholeMinutes = (ms: number): number => (ms < MINUTE_MS ? ms : ms - (ms % MINUTE_MS));
