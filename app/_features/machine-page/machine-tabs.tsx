"use client";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useShortcuts } from "@/app/_lib/keyboard/use-shortcuts";
import { machinePath } from "@/app/_lib/machine-key";
import { tabClass } from "@/app/_ui/tabs";
import type { MachineKey } from "@/server/machines/schema";

const tabs = ["summary", "disks", "networks", "activity", "migrations", "xml"] as const;
type TabName = (typeof tabs)[number];

const pathOf = (machine: MachineKey, tab: TabName) =>
  tab === "summary" ? machinePath(machine) : `${machinePath(machine)}/${tab}`;

/** Each tab is an address of its own; `[` and `]` go through them. */
export function MachineTabs({ machine }: { machine: MachineKey }) {
  const t = useTranslations("machine.tabs");
  const router = useRouter();
  const last = usePathname().split("/").at(-1);
  const current = tabs.find((tab) => tab === last) ?? "summary";
  const go = (step: number) => {
    const next = tabs[(tabs.indexOf(current) + step + tabs.length) % tabs.length];
    if (next) router.push(pathOf(machine, next));
  };
  useShortcuts({
    "[": () => go(-1),
    "]": () => go(1),
    t: () => router.push(`${machinePath(machine)}/console`),
  });
  return (
    <nav
      aria-label={t("label")}
      className="flex gap-0.5 overflow-x-auto border-border border-b px-(--gutter) pt-1 pb-2"
    >
      {tabs.map((tab) => (
        <Link
          key={tab}
          href={pathOf(machine, tab)}
          aria-current={tab === current ? "page" : undefined}
          className={tabClass}
        >
          {t(tab)}
        </Link>
      ))}
      <Link href={`${machinePath(machine)}/console`} className={tabClass}>
        {t("console")}
      </Link>
    </nav>
  );
}
