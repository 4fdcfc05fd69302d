"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/app/_lib/cn";
import { rights } from "@/app/_lib/fleet/store";
import { useRightsVersion } from "@/app/_lib/use-may";
import { settingsTopics } from "./settings-topics";

/** The settings' pages beside the list of those that are this person's business. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const t = useTranslations("settings");
  const here = usePathname();
  useRightsVersion();
  const topics = settingsTopics.filter(
    ({ needs }) => needs === undefined || rights.mayAnywhere(needs),
  );
  return (
    <div className="flex min-h-full flex-col lg:flex-row">
      <nav
        aria-label={t("topics")}
        className="flex shrink-0 gap-0.5 overflow-x-auto border-border px-2 py-2 max-lg:border-b lg:w-48 lg:flex-col lg:border-r lg:pt-3.5"
      >
        {topics.map(({ id, path }) => (
          <Link
            key={id}
            href={path}
            aria-current={here === path ? "page" : undefined}
            className={cn(
              "flex h-7.5 shrink-0 items-center rounded-md px-2.5 text-text-2 hover:bg-hover hover:text-text coarse:h-11",
              here === path && "bg-hover font-medium text-text",
            )}
          >
            {t(`topic.${id}`)}
          </Link>
        ))}
      </nav>
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
