"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Ago } from "@/app/_components/ago";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { useFormat } from "@/app/_lib/use-format";
import { Button } from "@/app/_ui/button";
import { Skeleton } from "@/app/_ui/skeleton";
import type { AuditStanding } from "@/server/audit/audit-view";
import { VerifyResult } from "./verify-result";

/** The last checkpoint, who keeps it, and whether all of it still agrees. */
export function VerifyPanel() {
  const t = useTranslations("audit.verify");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const standing = useQuery(trpc.audit.standing.queryOptions());
  const verify = useMutation(
    trpc.audit.verify.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.audit.standing.queryFilter()),
    }),
  );
  return (
    <section
      aria-labelledby="audit-proof"
      className="flex flex-col gap-3 border-border border-t px-(--gutter) py-4"
    >
      <div className="flex flex-wrap items-center gap-3">
        <h2 id="audit-proof" className="font-semibold text-md">
          {t("title")}
        </h2>
        <Button variant="primary" busy={verify.isPending} onClick={() => verify.mutate()}>
          {t("now")}
        </Button>
      </div>
      <p className="max-w-180 text-text-2">{t("how")}</p>
      {verify.error && <ProblemAlert problem={problemOf(verify.error)} />}
      {verify.data && <VerifyResult verdict={verify.data} />}
      {standing.isPending && <StateView kind="loading" skeleton={<Skeleton className="h-16" />} />}
      {standing.error && <ProblemAlert problem={problemOf(standing.error)} />}
      {standing.data && <Standing standing={standing.data} />}
    </section>
  );
}

function Standing({ standing }: { standing: AuditStanding }) {
  const t = useTranslations("audit.verify");
  const format = useFormat();
  const { checkpoint, witnesses, syslog } = standing;
  return (
    <div className="flex flex-col gap-1.5">
      <p>
        {checkpoint
          ? t("checkpoint", {
              seq: format.number(checkpoint.seq),
              at: format.exact(checkpoint.atMs),
            })
          : t("noCheckpoint")}
      </p>
      {syslog && (
        <p className={syslog.problem === null ? undefined : "text-warn-fg"}>
          {syslog.problem === null
            ? t("syslog", { seq: format.number(syslog.sentSeq) })
            : t("syslogAway", { problem: syslog.problem })}
        </p>
      )}
      {witnesses.length === 0 && <p className="text-text-2">{t("noWitnesses")}</p>}
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {witnesses.map((witness) => (
          <li key={witness.hostId} className="flex items-baseline gap-2">
            <span className="font-medium">{witness.hostName}</span>
            <span className="text-text-2">
              {witness.seq === null
                ? t("neverKept")
                : t("kept", { seq: format.number(witness.seq) })}
            </span>
            {witness.atMs !== null && <Ago atMs={witness.atMs} className="text-sm text-text-3" />}
            {witness.problem !== null && (
              <span className="text-sm text-warn-fg">{witness.problem}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
