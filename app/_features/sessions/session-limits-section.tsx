"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { SettingsSection } from "@/app/_features/settings/settings-section";
import { useTRPC } from "@/app/_lib/trpc";
import { useMay } from "@/app/_lib/use-may";
import { Skeleton } from "@/app/_ui/skeleton";
import { SessionLimitsForm } from "./session-limits-form";

/** How long a sign-in lasts: read by everybody, set by whoever manages access. */
export function SessionLimitsSection() {
  const t = useTranslations("access.sessions.limits");
  const trpc = useTRPC();
  const limits = useQuery(trpc.session.limits.queryOptions());
  const sets = useMay("access.manage", { kind: "fleet" });
  return (
    <SettingsSection id="limits" title={t("title")}>
      {limits.isPending && <StateView kind="loading" skeleton={<Skeleton className="h-16" />} />}
      {limits.error && <ProblemAlert problem={problemOf(limits.error)} />}
      {limits.data && (
        <>
          <p className="text-text-2">
            {t("now", { idle: limits.data.idleHours, absolute: limits.data.absoluteHours })}
          </p>
          {sets && <SessionLimitsForm limits={limits.data} />}
        </>
      )}
    </SettingsSection>
  );
}
