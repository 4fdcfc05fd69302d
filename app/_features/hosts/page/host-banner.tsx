"use client";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { StateView } from "@/app/_components/state-view";
import { Button } from "@/app/_ui/button";
import type { HostRow } from "@/server/inventory/types";
import { useReconnect } from "./use-reconnect";

/** Why the host is not there, and how old what is shown below is. */
export function HostBanner({ host }: { host: HostRow }) {
  const t = useTranslations("hosts.page");
  const reconnect = useReconnect(host.id);
  if (host.link === "online") return null;
  return (
    <>
      <StateView kind="stale" title={t(`stale.${host.link}`)}>
        {host.seenAtMs === null
          ? t("neverSeen")
          : t.rich("seenAt", { when: () => <Ago atMs={host.seenAtMs ?? 0} /> })}
      </StateView>
      {host.problem !== null && (
        <ProblemAlert
          problem={host.problem}
          actions={
            <Button size="sm" busy={reconnect.isPending} onClick={() => reconnect.mutate()}>
              {t("retryNow")}
            </Button>
          }
          className="mx-(--gutter) my-4"
        />
      )}
    </>
  );
}
