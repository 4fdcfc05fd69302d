"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { Skeleton } from "@/app/_ui/skeleton";

/** The key hosts have to know; its private half never leaves the server. */
export function SshKeySection() {
  const t = useTranslations("settings.sshKey");
  const trpc = useTRPC();
  const identity = useQuery(trpc.hosts.identity.queryOptions());
  if (identity.isPending) {
    return <StateView kind="loading" skeleton={<Skeleton className="h-24" />} />;
  }
  if (identity.error) return <ProblemAlert problem={problemOf(identity.error)} />;
  const { publicKey, sha256, installLine } = identity.data;
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <p className="text-text-2">{t("why")}</p>
      <div className="flex flex-col gap-1.5">
        <h3 className="text-sm text-text-2">{t("publicKey")}</h3>
        <CodeBlock text={publicKey} label={t("copyKey")} wrap />
      </div>
      <div className="flex flex-col gap-1.5">
        <h3 className="text-sm text-text-2">{t("fingerprint")}</h3>
        <CodeBlock text={sha256} label={t("copyFingerprint")} wrap />
      </div>
      <div className="flex flex-col gap-1.5">
        <h3 className="text-sm text-text-2">{t("line")}</h3>
        <CodeBlock text={installLine} label={t("copyLine")} wrap />
      </div>
    </div>
  );
}
