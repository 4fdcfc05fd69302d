"use client";
import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useHosts } from "@/app/_lib/fleet-store";
import { Button } from "@/app/_ui/button";
import type { Candidate } from "./candidates";

/** Once nothing is left to do: the sum, and the door to the machines. */
export function AllAdded({ candidates }: { candidates: readonly Candidate[] }) {
  const t = useTranslations("hosts.add");
  const hosts = useHosts();
  if (candidates.length === 0 || candidates.some(({ state }) => state !== "added")) return null;
  const live = new Map(hosts.map((host) => [host.id, host.machineCount]));
  const machines = candidates.reduce(
    (sum, { hostId, machineCount }) => sum + (live.get(hostId ?? "") ?? machineCount ?? 0),
    0,
  );
  return (
    <section className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-lg border border-border bg-surface px-4 py-4">
      <CircleCheck className="size-5 text-run-dot" aria-hidden="true" />
      <h2 className="min-w-50 flex-1 font-semibold text-md">{t("found", { count: machines })}</h2>
      <Button asChild variant="primary">
        <Link href="/machines">{t("openMachines")}</Link>
      </Button>
    </section>
  );
}
