"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useHost } from "@/app/_lib/fleet-store";
import { Button } from "@/app/_ui/button";
import type { Candidate } from "./candidates";

/** The end of one checklist: what was found, and where to go from here. */
export function AddedHost({ candidate }: { candidate: Candidate }) {
  const t = useTranslations("hosts.add");
  const host = useHost(candidate.hostId ?? "");
  const count = host?.machineCount ?? candidate.machineCount;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 border-border border-t px-4 py-3"
    >
      <p className="min-w-50 flex-1 font-medium">
        {count === null || count === undefined
          ? t("addedUncounted", { name: candidate.name })
          : t("addedCounted", { name: candidate.name, count })}
      </p>
      <Button asChild>
        <Link href={`/hosts/${candidate.hostId}`}>{t("openHost")}</Link>
      </Button>
    </div>
  );
}
