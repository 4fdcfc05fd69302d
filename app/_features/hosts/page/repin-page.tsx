"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Ago } from "@/app/_components/ago";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Checkbox } from "@/app/_ui/checkbox";
import type { HostRow } from "@/server/inventory/types";
import { CompareFingerprint } from "../compare-fingerprint";
import { HostHeader } from "./host-header";
import { presentedFingerprint } from "./presented-fingerprint";

/** The host shows another key than the pinned one: nothing goes on until a person has decided. */
export function RepinPage({ host }: { host: HostRow }) {
  const t = useTranslations("hosts.repin");
  const trpc = useTRPC();
  const [compared, setCompared] = useState(false);
  const detail = useQuery(trpc.hosts.get.queryOptions({ hostId: host.id }));
  const repin = useMutation(trpc.hosts.repin.mutationOptions());
  const pinned = detail.data?.hostKeySha256 ?? null;
  const presented = presentedFingerprint(host.problem, pinned);
  return (
    <div className="flex min-h-full flex-col">
      <HostHeader host={host} />
      <div className="border-border border-t" />
      <div className="flex max-w-180 flex-col gap-6 px-(--gutter) py-6">
        <section className="flex gap-3">
          <ShieldAlert className="mt-0.5 size-5 shrink-0 text-err-dot" aria-hidden="true" />
          <div className="flex flex-col gap-2">
            <h2 className="font-semibold text-md">{t("title")}</h2>
            <p className="text-text-2">
              {t.rich("stopped", { when: () => <Ago atMs={host.sinceMs} /> })}
            </p>
          </div>
        </section>
        <section className="flex flex-col gap-1.5">
          <h3 className="font-medium">{t("means")}</h3>
          <ul className="flex list-disc flex-col gap-1 pl-5 text-text-2">
            <li>{t("meansReinstalled")}</li>
            <li>{t("meansOther")}</li>
            <li>{t("meansAttack")}</li>
          </ul>
        </section>
        <section className="flex flex-col gap-1.5">
          <h3 className="text-sm text-text-2">{t("pinned")}</h3>
          <CodeBlock text={pinned ?? "–"} label={t("copyPinned")} wrap />
        </section>
        {presented === null ? (
          <p className="text-text-2">{t("noPresented")}</p>
        ) : (
          <CompareFingerprint fingerprint={presented} />
        )}
        <Checkbox
          checked={compared}
          onCheckedChange={(on) => setCompared(on === true)}
          label={t("compared")}
        />
        {repin.error && <ProblemAlert problem={problemOf(repin.error)} />}
        <div>
          <Button
            variant="danger"
            busy={repin.isPending || repin.isSuccess}
            reason={
              presented === null ? t("noPresented") : compared ? undefined : t("compareFirst")
            }
            onClick={() =>
              presented !== null && repin.mutate({ hostId: host.id, hostKeySha256: presented })
            }
          >
            {t("confirm")}
          </Button>
        </div>
      </div>
    </div>
  );
}
