"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Skeleton } from "@/app/_ui/skeleton";
import type { HostRow } from "@/server/inventory/types";
import { ConnectionFacts } from "./connection-facts";
import { HostLoad } from "./host-load";
import { NodeFacts } from "./node-facts";

export function HostSummary({ host }: { host: HostRow }) {
  const t = useTranslations("hosts.page");
  const trpc = useTRPC();
  const detail = useQuery(trpc.hosts.get.queryOptions({ hostId: host.id }));
  const { refetch } = detail;
  const news = `${host.link} ${host.libvirtVersion ?? ""}`;
  // The facts below are read anew whenever the connection changes.
  useEffect(() => {
    if (news !== "") void refetch();
  }, [refetch, news]);
  return (
    <div className="grid flex-1 lg:grid-cols-[minmax(0,1fr)_400px]">
      <div className="flex flex-col gap-8 px-(--gutter) py-5">
        <HostLoad host={host} />
        {detail.isPending && <StateView kind="loading" skeleton={<Skeleton className="h-40" />} />}
        {detail.error && (
          <ProblemAlert
            problem={problemOf(detail.error)}
            actions={<Button onClick={() => detail.refetch()}>{t("retry")}</Button>}
          />
        )}
        {detail.data && <NodeFacts detail={detail.data} />}
      </div>
      <aside className="border-border border-t bg-surface px-5 py-5 lg:border-t-0 lg:border-l">
        {detail.data && <ConnectionFacts detail={{ ...detail.data, ...host }} />}
      </aside>
    </div>
  );
}
