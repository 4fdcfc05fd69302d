"use client";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { cn } from "@/app/_lib/cn";
import { useHosts } from "@/app/_lib/fleet-store";
import { useFormat } from "@/app/_lib/use-format";
import type { HostRow } from "@/server/inventory/types";
import { HostMark } from "../host-mark";
import { HostMachines } from "./host-machines";

/** All hosts with their state and how many machines they hold; each opens into its machines. */
export function HostTree() {
  const t = useTranslations("shell");
  const hosts = useHosts();
  if (hosts.length === 0) return null;
  return (
    <section aria-label={t("hosts")} className="flex min-h-0 flex-1 flex-col">
      <h2 className="px-2 pt-3 pb-1 text-sm text-text-3">{t("hosts")}</h2>
      <ul className="min-h-0 flex-1 overflow-y-auto pb-2">
        {hosts.map((host) => (
          <HostBranch key={host.id} host={host} />
        ))}
      </ul>
    </section>
  );
}

function HostBranch({ host }: { host: HostRow }) {
  const t = useTranslations("shell");
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const path = `/hosts/${encodeURIComponent(host.id)}`;
  const here = usePathname() === path;
  return (
    <li>
      <div
        className={cn(
          "group/host flex h-6.5 items-center rounded-md pr-2 hover:bg-hover coarse:h-11",
          here && "bg-hover",
        )}
      >
        <button
          type="button"
          aria-expanded={open}
          aria-label={t("machinesOf", { host: host.name })}
          onClick={() => setOpen(!open)}
          className="relative flex h-full w-6 shrink-0 items-center justify-center"
        >
          <span className="group-focus-within/host:opacity-0 group-hover/host:opacity-0">
            <HostMark host={host} />
          </span>
          <ChevronRight
            aria-hidden="true"
            className={cn(
              "absolute size-3.5 text-text-3 opacity-0 transition-transform group-focus-within/host:opacity-100 group-hover/host:opacity-100",
              open && "rotate-90",
            )}
          />
        </button>
        <Link
          href={path}
          prefetch={false}
          className={cn(
            "flex min-w-0 flex-1 items-center gap-2 pl-1 text-text-2 hover:text-text",
            host.link !== "online" && "text-text-3",
            here && "font-medium text-text",
          )}
        >
          <span className="flex-1 truncate">{host.name}</span>
          <span
            className="text-sm text-text-3"
            title={t("runningOf", { running: host.runningCount, count: host.machineCount })}
          >
            {format.number(host.machineCount)}
          </span>
        </Link>
      </div>
      {open && <HostMachines hostId={host.id} />}
    </li>
  );
}
