"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_lib/cn";
import { useFormat } from "@/app/_lib/use-format";
import { Tooltip } from "@/app/_ui/tooltip";
import type { NavItem } from "./nav-items";

interface NavLinkProps {
  item: NavItem;
  count?: number | undefined;
  collapsed: boolean;
}

export function NavLink({ item, count, collapsed }: NavLinkProps) {
  const t = useTranslations("shell");
  const format = useFormat();
  const here = usePathname().startsWith(item.path);
  const Icon = item.icon;
  const label = t(`nav.${item.id}`);
  const link = (
    <Link
      href={item.path}
      aria-current={here ? "page" : undefined}
      {...(collapsed ? { "aria-label": label } : {})}
      className={cn(
        "flex h-7.5 items-center gap-2.5 rounded-md text-text-2 transition-[background-color,color] hover:text-text coarse:h-11",
        collapsed ? "justify-center" : "px-2",
        here && "bg-hover font-medium text-text",
      )}
    >
      <Icon aria-hidden="true" strokeWidth={1.75} className="size-4 shrink-0" />
      {!collapsed && <span className="flex-1 truncate">{label}</span>}
      {!collapsed && count !== undefined && count > 0 && (
        <span className="text-sm text-text-3">{format.number(count)}</span>
      )}
    </Link>
  );
  return collapsed ? (
    <Tooltip text={label} side="right" shortcut={`g ${item.key}`}>
      {link}
    </Tooltip>
  ) : (
    link
  );
}
