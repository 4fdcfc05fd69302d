"use client";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { MouseEvent } from "react";
import { useShortcuts } from "@/app/_lib/keyboard/use-shortcuts";
import { machinePath } from "@/app/_lib/machine-key";
import { tabClass } from "@/app/_ui/tabs";
import type { MachineKey } from "@/server/machines/schema";
import { type MachineTab, machineTabs, tabOf, tabPath } from "./tabs";

/** Each tab is an address of its own; `[` and `]` go through them. */
export function MachineTabs({ machine }: { machine: MachineKey }) {
  const t = useTranslations("machine.tabs");
  const router = useRouter();
  const current = tabOf(usePathname());
  // Everything a tab shows is in the browser already: the address changes without asking the server.
  const show = (tab: MachineTab) => window.history.pushState(null, "", tabPath(machine, tab));
  const step = (by: number) => {
    const at = machineTabs.indexOf(current) + by + machineTabs.length;
    const next = machineTabs[at % machineTabs.length];
    if (next) show(next);
  };
  useShortcuts({
    "[": () => step(-1),
    "]": () => step(1),
    t: () => router.push(`${machinePath(machine)}/console`),
  });
  const showAtOnce = (tab: MachineTab) => (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (tab !== current) show(tab);
  };
  return (
    <nav
      aria-label={t("label")}
      className="flex gap-0.5 overflow-x-auto border-border border-b px-(--gutter) pt-1 pb-2"
    >
      {machineTabs.map((tab) => (
        <Link
          key={tab}
          href={tabPath(machine, tab)}
          prefetch={false}
          aria-current={tab === current ? "page" : undefined}
          className={tabClass}
          onClick={showAtOnce(tab)}
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
