"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import type { WebhookView } from "@/server/webhooks/types";
import { draftOf, reasonOf, type WebhookDraft } from "./webhook-draft";
import { WebhookForm } from "./webhook-form";

interface UpdateWebhookDialogProps {
  webhook: WebhookView;
  onClose: () => void;
}

export function UpdateWebhookDialog({ webhook, onClose }: UpdateWebhookDialogProps) {
  const t = useTranslations("webhooks.form");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<WebhookDraft>(draftOf(webhook));
  const update = useMutation(
    trpc.webhooks.update.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.webhooks.list.queryFilter()).then(onClose),
    }),
  );
  const reason = reasonOf(draft, false);
  const submit = () => {
    if (reason !== undefined || update.isPending) return;
    const { kind: _, secret: __, name, url, ...rest } = draft;
    const address = url.trim();
    update.mutate({
      id: webhook.id,
      ...rest,
      name: name.trim(),
      ...(address ? { url: address } : {}),
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("change", { name: webhook.name })}
      closeLabel={common("close")}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            type="submit"
            form="webhook"
            variant="primary"
            busy={update.isPending}
            reason={reason && t(reason)}
          >
            {t("save")}
          </Button>
        </>
      }
    >
      <WebhookForm draft={draft} onChange={setDraft} onSubmit={submit} isNew={false} />
      {update.error && <ProblemAlert className="mt-3.5" problem={problemOf(update.error)} />}
    </Dialog>
  );
}
