"use client";
import { PanelLeft, Search } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_lib/cn";
import { useHosts, useMachineCount, useOperations } from "@/app/_lib/fleet-store";
import { IconButton } from "@/app/_ui/icon-button";
import { Kbd } from "@/app/_ui/kbd";
import { isTerminal } from "@/server/operations/types";
import { useAuditAccess } from "../../audit/use-audit-access";
import { overlay } from "../overlay";
import { useModKey } from "../use-mod-key";
import { HostTree } from "./host-tree";
import { Logo } from "./logo";
import { auditItem, navItems, settingsItem } from "./nav-items";
import { NavLink } from "./nav-link";
import { toggleCollapsed } from "./use-collapsed";

/** Where one can go, in an order that never changes, and the hosts with their state. */
export function Rail({ collapsed }: { collapsed: boolean }) {
  const t = useTranslations("shell");
  const mod = useModKey();
  const mayAudit = useAuditAccess()?.view === true;
  const machines = useMachineCount();
  const hosts = useHosts().length;
  const migrations = useOperations().filter(
    (operation) => operation.kind === "machine.migrate" && !isTerminal(operation.state),
  ).length;
  const counts = {
    machines,
    hosts,
    consoles: undefined,
    migrations,
    activity: undefined,
    audit: undefined,
    settings: undefined,
  };
  return (
    <nav
      aria-label={t("navigation")}
      data-print="hide"
      className={cn(
        "flex h-full shrink-0 flex-col gap-0.5 border-border border-r px-2 pb-2",
        collapsed ? "w-13" : "w-(--rail-width)",
      )}
    >
      <Link
        href="/machines"
        className={cn(
          "flex h-12 items-center gap-2.5 font-semibold",
          collapsed ? "justify-center" : "px-2",
        )}
      >
        <Logo />
        <span className={collapsed ? "sr-only" : undefined}>Flotilla</span>
      </Link>
      {collapsed ? (
        <IconButton
          label={t("search")}
          shortcut={`${mod}K`}
          className="mx-auto mb-1"
          onClick={() => overlay.open("palette")}
        >
          <Search aria-hidden="true" />
        </IconButton>
      ) : (
        <button
          type="button"
          onClick={() => overlay.open("palette")}
          className="mb-2 flex h-7.5 items-center gap-2.5 rounded-md border border-border bg-surface px-2 text-text-3 hover:text-text-2 coarse:h-11"
        >
          <Search aria-hidden="true" className="size-4" />
          <span className="flex-1 truncate text-left">{t("search")}</span>
          <Kbd aria-hidden="true">{mod}K</Kbd>
        </button>
      )}
      {(mayAudit ? [...navItems, auditItem] : navItems).map((item) => (
        <NavLink key={item.id} item={item} count={counts[item.id]} collapsed={collapsed} />
      ))}
      {collapsed ? <span className="flex-1" /> : <HostTree />}
      {!collapsed && hosts === 0 && <span className="flex-1" />}
      <div className={cn("flex gap-1", collapsed ? "flex-col" : "items-center")}>
        <div className="min-w-0 flex-1">
          <NavLink item={settingsItem} collapsed={collapsed} />
        </div>
        <IconButton
          label={collapsed ? t("expandRail") : t("collapseRail")}
          shortcut={`${mod}B`}
          className="mx-auto max-md:hidden"
          onClick={toggleCollapsed}
        >
          <PanelLeft aria-hidden="true" />
        </IconButton>
      </div>
    </nav>
  );
}
