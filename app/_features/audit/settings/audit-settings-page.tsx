"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { PageHeader } from "@/app/_ui/page-header";
import { Skeleton } from "@/app/_ui/skeleton";
import { AuditSettingsForm } from "./audit-settings-form";

/** Who is asked for reasons, where events go as well, and how long they stay. */
export function AuditSettingsPage() {
  const t = useTranslations("audit.settings");
  const trpc = useTRPC();
  const settings = useQuery(trpc.audit.settings.queryOptions());
  const problem = settings.error ? problemOf(settings.error) : null;
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title={t("title")} />
      <div className="border-border border-t px-(--gutter) py-6">
        {settings.isPending && (
          <StateView kind="loading" skeleton={<Skeleton className="h-60 max-w-140" />} />
        )}
        {problem?.code === "forbidden" && (
          <StateView kind="no-permission" title={t("notYoursTitle")}>
            {t("notYours")}
          </StateView>
        )}
        {problem && problem.code !== "forbidden" && (
          <ProblemAlert
            problem={problem}
            actions={<Button onClick={() => settings.refetch()}>{t("retry")}</Button>}
          />
        )}
        {settings.data && <AuditSettingsForm settings={settings.data} />}
      </div>
    </div>
  );
}
