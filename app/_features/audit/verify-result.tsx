"use client";
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_lib/cn";
import { useFormat } from "@/app/_lib/use-format";
import type { AuditVerdict, WitnessReport } from "@/server/audit/verify-types";

/** What a verification found: sound, or the first event where trust ends and who says so. */
export function VerifyResult({ verdict }: { verdict: AuditVerdict }) {
  const t = useTranslations("audit.verify");
  const format = useFormat();
  const { ok, events, checkpoints, findings, witnesses } = verdict;
  const Icon = ok ? ShieldCheck : ShieldAlert;
  const first = findings[0];
  return (
    <div
      role="status"
      className={cn(
        "flex max-w-200 gap-2.5 rounded-md border p-3",
        ok ? "border-run-dot/40 bg-run-bg" : "border-err-dot/40 bg-err-bg",
      )}
    >
      <Icon
        aria-hidden="true"
        className={cn("mt-0.5 size-4 shrink-0", ok ? "text-run-fg" : "text-err-fg")}
      />
      <div className="flex min-w-0 flex-col gap-1.5">
        <p className="font-semibold">
          {first ? t("broken", { seq: format.number(first.seq) }) : t("sound")}
        </p>
        <p className="text-text-2">{t("looked", { events, checkpoints })}</p>
        {findings.length > 0 && (
          <ul className="flex list-disc flex-col gap-0.5 pl-4">
            {findings.map(({ kind, seq, source }) => (
              <li key={`${kind} ${seq} ${source}`}>
                {t(`findings.${kind}`, { seq: format.number(seq) })}
                {source !== null && ` ${t("said", { host: source })}`}
              </li>
            ))}
          </ul>
        )}
        {witnesses.map((report) => (
          <WitnessLine key={report.source} report={report} />
        ))}
      </div>
    </div>
  );
}

function WitnessLine({ report }: { report: WitnessReport }) {
  const t = useTranslations("audit.verify");
  const { source, lines, agreeing, problem } = report;
  if (problem !== null)
    return <p className="text-warn-fg">{t("unread", { host: source, problem })}</p>;
  return (
    <p className={agreeing < lines ? "text-err-fg" : "text-text-2"}>
      {t("witness", { host: source, lines, agreeing })}
    </p>
  );
}
