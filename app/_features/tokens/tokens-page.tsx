"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { useMay } from "@/app/_lib/use-may";
import { Button } from "@/app/_ui/button";
import { PageHeader } from "@/app/_ui/page-header";
import { Skeleton } from "@/app/_ui/skeleton";
import type { TokenView } from "@/server/tokens/types";
import { CreateTokenDialog } from "./create-token-dialog";
import { RevokeTokenDialog } from "./revoke-token-dialog";
import { TokenTable } from "./token-table";

/** What programs sign in with: one's own, and everybody's for who manages access. */
export function TokensPage() {
  const t = useTranslations("tokens.page");
  const trpc = useTRPC();
  const seesAll = useMay("access.manage", { kind: "fleet" });
  const tokens = useQuery(trpc.tokens.list.queryOptions());
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<TokenView | null>(null);
  const make = (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <Plus aria-hidden="true" />
      {t("make")}
    </Button>
  );
  const empty = tokens.data?.length === 0;
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title={t("title")} aside={tokens.data?.length} actions={empty ? null : make}>
        <p className="max-w-160 text-text-2">{t("what")}</p>
      </PageHeader>
      <div className="border-border border-t" />
      {tokens.isPending && (
        <StateView kind="loading" skeleton={<Skeleton className="m-(--gutter) h-32" />} />
      )}
      {tokens.error && (
        <div className="p-(--gutter)">
          <ProblemAlert
            problem={problemOf(tokens.error)}
            actions={<Button onClick={() => tokens.refetch()}>{t("retry")}</Button>}
          />
        </div>
      )}
      {empty && (
        <StateView kind="empty-first" title={t("none")} actions={make}>
          {t("noneWhy")}
        </StateView>
      )}
      {tokens.data && !empty && (
        <TokenTable tokens={tokens.data} withOwner={seesAll} onRevoke={setRevoking} />
      )}
      {making && <CreateTokenDialog onClose={() => setMaking(false)} />}
      {revoking && <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />}
    </div>
  );
}
