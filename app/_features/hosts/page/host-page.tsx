"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { StateView } from "@/app/_components/state-view";
import { useFleetPhase, useHost } from "@/app/_lib/fleet-store";
import { Button } from "@/app/_ui/button";
import { Skeleton } from "@/app/_ui/skeleton";
import { tabClass } from "@/app/_ui/tabs";
import { OperationList } from "../../activity/operation-list";
import { HostBanner } from "./host-banner";
import { HostHeader } from "./host-header";
import { HostMachines } from "./host-machines";
import { HostSummary } from "./host-summary";
import { RepinPage } from "./repin-page";

const tabs = ["summary", "machines", "activity"] as const;

export function HostPage({ hostId }: { hostId: string }) {
  const t = useTranslations("hosts.page");
  const phase = useFleetPhase();
  const host = useHost(hostId);
  const path = `/hosts/${encodeURIComponent(hostId)}`;
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(tabs).withDefault("summary"));
  if (!host && phase === "waiting") {
    return <StateView kind="loading" skeleton={<Skeleton className="m-(--gutter) h-40" />} />;
  }
  if (!host) {
    return (
      <StateView
        kind="error"
        title={t("goneTitle")}
        actions={
          <Button asChild>
            <Link href="/hosts">{t("toList")}</Link>
          </Button>
        }
      >
        {t("goneWhy")}
      </StateView>
    );
  }
  if (host.problem?.code === "hostKeyChanged") return <RepinPage host={host} />;
  return (
    <div className="flex min-h-full flex-col">
      <title>{t("documentTitle", { name: host.name })}</title>
      <HostHeader host={host} />
      <HostBanner host={host} />
      <nav
        aria-label={t("tabs.label")}
        className="flex gap-0.5 border-border border-b px-(--gutter) pb-2"
      >
        {tabs.map((name) => (
          <Link
            key={name}
            href={name === "summary" ? path : `${path}?tab=${name}`}
            aria-current={name === tab ? "page" : undefined}
            className={tabClass}
            onClick={(event) => {
              // Shown at once; the address is for new windows and for coming back.
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              void setTab(name, { history: "push" });
            }}
          >
            {t(`tabs.${name}`)}
          </Link>
        ))}
      </nav>
      {tab === "summary" && <HostSummary host={host} />}
      {tab === "machines" && <HostMachines host={host} />}
      {tab === "activity" && (
        <OperationList
          scope={{ hostId: host.id }}
          empty={<StateView kind="empty-first" title={t("noOperations")} />}
        />
      )}
    </div>
  );
}
