"use client";
import { Download, Settings2, ShieldCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { parseAsBoolean, parseAsString, useQueryState } from "nuqs";
import { useId } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { Button } from "@/app/_ui/button";
import { IconButton } from "@/app/_ui/icon-button";
import { PageHeader } from "@/app/_ui/page-header";
import { Skeleton } from "@/app/_ui/skeleton";
import { Switch } from "@/app/_ui/switch";
import { AuditFilter } from "./audit-filter";
import { AuditList } from "./audit-list";
import { useAuditAccess } from "./use-audit-access";
import { useAuditList } from "./use-audit-list";
import { VerifyPanel } from "./verify-panel";

const formats = ["csv", "json"] as const;

/** Who did what, when, from where, and whether anybody has bent the record of it. */
export function AuditPage() {
  const t = useTranslations("audit");
  const [q, setQ] = useQueryState("q", parseAsString.withDefault(""));
  const [live, setLive] = useQueryState("live", parseAsBoolean.withDefault(false));
  const [proof, setProof] = useQueryState("verify", parseAsBoolean.withDefault(false));
  const liveId = useId();
  const router = useRouter();
  const access = useAuditAccess();
  const { list, items, complaints, broken } = useAuditList(q, live);
  const problem = list.error ? problemOf(list.error) : null;
  if (problem?.code === "forbidden")
    return (
      <div className="flex min-h-full flex-col">
        <PageHeader title={t("title")} />
        <StateView kind="no-permission" title={t("notYoursTitle")}>
          {t("notYours")}
        </StateView>
      </div>
    );
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader
        title={t("title")}
        actions={
          <>
            <span className="flex items-center gap-2 text-text-2">
              <Switch
                id={liveId}
                checked={live}
                onCheckedChange={(on) => void setLive(on ? true : null)}
              />
              <label htmlFor={liveId}>{t("live")}</label>
            </span>
            {formats.map((format) => (
              <Button key={format} asChild>
                <a href={`/api/audit/export?${new URLSearchParams({ format, q })}`} download>
                  <Download aria-hidden="true" />
                  {t(`export.${format}`)}
                </a>
              </Button>
            ))}
            {access?.settings && (
              <IconButton label={t("setUp")} onClick={() => router.push("/settings/audit")}>
                <Settings2 aria-hidden="true" />
              </IconButton>
            )}
            <Button aria-expanded={proof} onClick={() => void setProof(proof ? null : true)}>
              <ShieldCheck aria-hidden="true" />
              {t("proof")}
            </Button>
          </>
        }
      >
        <AuditFilter
          key={q}
          query={q}
          complaints={complaints}
          onQuery={(next) => void setQ(next || null)}
        />
      </PageHeader>
      {proof && <VerifyPanel />}
      <div className="border-border border-t" />
      {broken && <ProblemAlert problem={broken} className="m-(--gutter)" />}
      {list.isPending && <StateView kind="loading" skeleton={<Rows />} />}
      {problem && (
        <ProblemAlert
          problem={problem}
          actions={<Button onClick={() => list.refetch()}>{t("retry")}</Button>}
          className="m-(--gutter)"
        />
      )}
      {list.isSuccess && items.length === 0 && !list.hasNextPage && (
        <StateView
          kind={q === "" ? "empty-first" : "empty-filter"}
          title={q === "" ? t("emptyTitle") : t("noneTitle")}
          actions={q !== "" && <Button onClick={() => void setQ(null)}>{t("clear")}</Button>}
        >
          {q === "" && t("emptyWhy")}
        </StateView>
      )}
      {items.length > 0 && <AuditList items={items} onFilter={(term) => void setQ(term)} />}
      {list.hasNextPage && (
        <div className="px-(--gutter) py-4">
          <Button busy={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {t("more")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Rows() {
  return (
    <div className="flex flex-col gap-5 p-(--gutter)">
      {[1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} className="w-3/4" />
      ))}
    </div>
  );
}
