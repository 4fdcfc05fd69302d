"use client";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { StateView } from "@/app/_components/state-view";
import type { HostRow } from "@/server/inventory/types";

/** Why the host is not there, and how old what is shown below is. */
export function HostBanner({ host }: { host: HostRow }) {
  const t = useTranslations("hosts.page");
  if (host.link === "online") return null;
  return (
    <>
      <StateView kind="stale" title={t(`stale.${host.link}`)}>
        {host.seenAtMs === null
          ? t("neverSeen")
          : t.rich("seenAt", { when: () => <Ago atMs={host.seenAtMs ?? 0} /> })}
      </StateView>
      {host.problem !== null && (
        <ProblemAlert problem={host.problem} className="mx-(--gutter) my-4" />
      )}
    </>
  );
}
