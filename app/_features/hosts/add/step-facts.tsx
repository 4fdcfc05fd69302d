"use client";
import { useTranslations } from "next-intl";
import type { ConnectStep } from "@/server/hosts/types";

/** What a step found out: addresses, versions, counts, as plain text of the host. */
export function StepFacts({ step }: { step: ConnectStep }) {
  const t = useTranslations("hosts.steps.facts");
  const { count, running, ms, port, ...texts } = step.params;
  const parts = Object.values(texts).map((value) => String(value));
  if (port !== undefined) parts.push(t("port", { port }));
  if (typeof count === "number") parts.push(t("machines", { count }));
  if (typeof running === "number") parts.push(t("running", { count: running }));
  if (typeof ms === "number") parts.push(t("ms", { ms }));
  return parts.join(" · ");
}
