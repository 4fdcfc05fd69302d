"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { RightGate } from "@/app/_components/right-gate";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { useMay } from "@/app/_lib/use-may";
import { Button } from "@/app/_ui/button";
import { PageHeader } from "@/app/_ui/page-header";
import { Skeleton } from "@/app/_ui/skeleton";
import type { WebhookView } from "@/server/webhooks/types";
import { CreateWebhookDialog } from "./create-webhook-dialog";
import { DeliveriesDialog } from "./deliveries-dialog";
import { RemoveWebhookDialog } from "./remove-webhook-dialog";
import { UpdateWebhookDialog } from "./update-webhook-dialog";
import { type WebhookAct, WebhookTable } from "./webhook-table";

/** Who else is told of what happens. */
export function WebhooksPage() {
  const t = useTranslations("webhooks.page");
  if (!useMay("fleet.settings", { kind: "fleet" }))
    return (
      <>
        <PageHeader title={t("title")} />
        <RightGate action="fleet.settings" object={{ kind: "fleet" }}>
          {null}
        </RightGate>
      </>
    );
  return <Webhooks />;
}

/** A delivery ends in the background; whoever looks sees it without a reload. */
const FRESH_MS = 10_000;

function Webhooks() {
  const t = useTranslations("webhooks.page");
  const trpc = useTRPC();
  const webhooks = useQuery(
    trpc.webhooks.list.queryOptions(undefined, { refetchInterval: FRESH_MS }),
  );
  const [making, setMaking] = useState(false);
  const [acting, setActing] = useState<{ act: WebhookAct; webhook: WebhookView } | null>(null);
  const close = () => setActing(null);
  const make = (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <Plus aria-hidden="true" />
      {t("make")}
    </Button>
  );
  const empty = webhooks.data?.length === 0;
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title={t("title")} aside={webhooks.data?.length} actions={empty ? null : make}>
        <p className="max-w-160 text-text-2">{t("what")}</p>
      </PageHeader>
      <div className="border-border border-t" />
      {webhooks.isPending && (
        <StateView kind="loading" skeleton={<Skeleton className="m-(--gutter) h-32" />} />
      )}
      {webhooks.error && (
        <div className="p-(--gutter)">
          <ProblemAlert
            problem={problemOf(webhooks.error)}
            actions={<Button onClick={() => webhooks.refetch()}>{t("retry")}</Button>}
          />
        </div>
      )}
      {empty && (
        <StateView kind="empty-first" title={t("none")} actions={make}>
          {t("noneWhy")}
        </StateView>
      )}
      {webhooks.data && !empty && (
        <WebhookTable
          webhooks={webhooks.data}
          onAct={(act, webhook) => setActing({ act, webhook })}
        />
      )}
      {making && <CreateWebhookDialog onClose={() => setMaking(false)} />}
      {acting?.act === "change" && <UpdateWebhookDialog webhook={acting.webhook} onClose={close} />}
      {acting?.act === "log" && <DeliveriesDialog webhook={acting.webhook} onClose={close} />}
      {acting?.act === "remove" && <RemoveWebhookDialog webhook={acting.webhook} onClose={close} />}
    </div>
  );
}
