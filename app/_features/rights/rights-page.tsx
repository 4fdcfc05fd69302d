"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { RightGate } from "@/app/_components/right-gate";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { useMay } from "@/app/_lib/use-may";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { PageHeader } from "@/app/_ui/page-header";
import { Skeleton } from "@/app/_ui/skeleton";
import type { GrantView } from "@/server/rights/views";
import { GiveDialog } from "./give-dialog";
import { GrantTable } from "./grant-table";
import { RemoveGrantDialog } from "./remove-grant-dialog";
import { RolesSection } from "./roles-section";

/** Who may do what, where and until when: every line that decides, and nothing that hides one. */
export function RightsPage() {
  const t = useTranslations("rights.page");
  if (!useMay("access.manage", { kind: "fleet" }))
    return (
      <>
        <PageHeader title={t("title")} />
        <RightGate action="access.manage" object={{ kind: "fleet" }}>
          {null}
        </RightGate>
      </>
    );
  return <Rights />;
}

function Rights() {
  const t = useTranslations("rights.page");
  const trpc = useTRPC();
  const grants = useQuery(trpc.rights.grants.queryOptions());
  const [q, setQ] = useQueryState("q", { defaultValue: "" });
  const [giving, setGiving] = useState(false);
  const [removing, setRemoving] = useState<GrantView | null>(null);
  const shown = grants.data?.filter((grant) => matches(grant, q)) ?? [];
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader
        title={t("title")}
        aside={grants.data?.length}
        actions={
          <>
            <Field label={t("filter")} hideLabel className="w-52">
              <Input
                type="search"
                placeholder={t("filter")}
                value={q}
                onChange={(event) => setQ(event.target.value || null)}
              />
            </Field>
            <Button variant="primary" onClick={() => setGiving(true)}>
              <Plus aria-hidden="true" />
              {t("give")}
            </Button>
          </>
        }
      >
        <p className="max-w-160 text-text-2">{t("what")}</p>
      </PageHeader>
      <div className="border-border border-t" />
      {grants.isPending && (
        <StateView kind="loading" skeleton={<Skeleton className="m-(--gutter) h-32" />} />
      )}
      {grants.error && (
        <div className="p-(--gutter)">
          <ProblemAlert
            problem={problemOf(grants.error)}
            actions={<Button onClick={() => grants.refetch()}>{t("retry")}</Button>}
          />
        </div>
      )}
      {shown.length > 0 && <GrantTable grants={shown} onRemove={setRemoving} />}
      {grants.isSuccess && shown.length === 0 && (
        <StateView
          kind="empty-filter"
          title={t("none")}
          actions={<Button onClick={() => setQ(null)}>{t("clear")}</Button>}
        />
      )}
      <div className="h-6 shrink-0" />
      <RolesSection />
      {giving && <GiveDialog onClose={() => setGiving(false)} />}
      {removing && <RemoveGrantDialog grant={removing} onClose={() => setRemoving(null)} />}
    </div>
  );
}

function matches(grant: GrantView, q: string): boolean {
  const wanted = q.trim().toLowerCase();
  const texts = [grant.subject.name, grant.role.name, grant.scopeName ?? "", grant.reason ?? ""];
  return wanted === "" || texts.some((text) => text.toLowerCase().includes(wanted));
}
