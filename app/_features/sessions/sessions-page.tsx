"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { PageHeader } from "@/app/_ui/page-header";
import { Skeleton } from "@/app/_ui/skeleton";
import { toast } from "@/app/_ui/toast";
import { SessionLimitsSection } from "./session-limits-section";
import { SessionTable } from "./session-table";

/** Where one is signed in, and how long a sign-in lasts. */
export function SessionsPage() {
  const t = useTranslations("access.sessions");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const sessions = useQuery(trpc.session.list.queryOptions());
  const refresh = () => queries.invalidateQueries(trpc.session.list.queryFilter());
  const told = (count: number) => toast.success(t("ended", { count }));
  const end = useMutation(
    trpc.session.revoke.mutationOptions({ onSuccess: () => told(1), onSettled: refresh }),
  );
  const endOthers = useMutation(
    trpc.session.revokeOthers.mutationOptions({
      onSuccess: ({ ended }) => told(ended),
      onSettled: refresh,
    }),
  );
  const alone = sessions.data?.every(({ isThis }) => isThis) === true;
  const error = end.error ?? endOthers.error;
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader
        title={t("title")}
        aside={sessions.data?.length}
        actions={
          <Button
            busy={endOthers.isPending}
            reason={alone ? t("only") : undefined}
            onClick={() => endOthers.mutate()}
          >
            {t("endOthers")}
          </Button>
        }
      >
        <p className="max-w-160 text-text-2">{t("what")}</p>
      </PageHeader>
      <div className="border-border border-t" />
      {sessions.isPending && (
        <StateView kind="loading" skeleton={<Skeleton className="m-(--gutter) h-32" />} />
      )}
      {sessions.error && (
        <div className="p-(--gutter)">
          <ProblemAlert
            problem={problemOf(sessions.error)}
            actions={<Button onClick={() => sessions.refetch()}>{common("retry")}</Button>}
          />
        </div>
      )}
      {error && (
        <div className="p-(--gutter)">
          <ProblemAlert problem={problemOf(error)} />
        </div>
      )}
      {sessions.data && (
        <SessionTable
          sessions={sessions.data}
          ending={end.isPending ? end.variables.sessionId : null}
          onEnd={(sessionId) => end.mutate({ sessionId })}
        />
      )}
      <SessionLimitsSection />
    </div>
  );
}
