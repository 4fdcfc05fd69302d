"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { Skeleton } from "@/app/_ui/skeleton";

/** Our own public key, and the line that lets us in. */
export function KeyPanel() {
  const t = useTranslations("hosts.key");
  const trpc = useTRPC();
  const identity = useQuery(trpc.hosts.identity.queryOptions());
  return (
    <aside className="flex flex-col gap-4 border-border border-t bg-surface px-5 py-5 lg:border-t-0 lg:border-l">
      <h2 className="font-semibold text-md">{t("title")}</h2>
      <p className="text-text-2">{t("why")}</p>
      {identity.isPending && <StateView kind="loading" skeleton={<Skeleton className="h-24" />} />}
      {identity.error && <ProblemAlert problem={problemOf(identity.error)} />}
      {identity.data && (
        <>
          <div className="flex flex-col gap-1.5">
            <h3 className="text-sm text-text-2">{t("line")}</h3>
            <CodeBlock text={identity.data.installLine} label={t("copyLine")} wrap />
            <p className="text-sm text-text-3">{t("lineHint")}</p>
          </div>
          <div className="flex flex-col gap-1.5">
            <h3 className="text-sm text-text-2">{t("group")}</h3>
            <CodeBlock text="sudo usermod -aG libvirt $USER" label={t("copyGroup")} wrap />
            <p className="text-sm text-text-3">{t("groupHint")}</p>
          </div>
          <div className="flex flex-col gap-1.5">
            <h3 className="text-sm text-text-2">{t("publicKey")}</h3>
            <CodeBlock text={identity.data.publicKey} label={t("copyKey")} wrap />
            <p className="mono break-all text-text-3">{identity.data.sha256}</p>
          </div>
        </>
      )}
    </aside>
  );
}
