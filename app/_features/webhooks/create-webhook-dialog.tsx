"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { takesSecret } from "@/server/webhooks/schema";
import { newDraft, reasonOf, type WebhookDraft } from "./webhook-draft";
import { WebhookForm } from "./webhook-form";

/** Asks whom to tell of what; a secret made for it is then shown once. */
export function CreateWebhookDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("webhooks");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [draft, setDraft] = useState<WebhookDraft>(newDraft(useLocale()));
  const create = useMutation(
    trpc.webhooks.create.mutationOptions({
      onSuccess: ({ secret }) =>
        queries
          .invalidateQueries(trpc.webhooks.list.queryFilter())
          .then(() => secret === null && onClose()),
    }),
  );
  const secret = create.data?.secret;
  if (secret) return <MadeSecret secret={secret} onClose={onClose} />;
  const reason = reasonOf(draft, true);
  const submit = () => {
    if (reason !== undefined || create.isPending) return;
    const { secret: entered, enabled: _, name, url, ...rest } = draft;
    const given = takesSecret(draft.kind) ? entered.trim() : "";
    create.mutate({
      ...rest,
      name: name.trim(),
      url: url.trim(),
      ...(given ? { secret: given } : {}),
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("form.new")}
      closeLabel={common("close")}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            type="submit"
            form="webhook"
            variant="primary"
            busy={create.isPending}
            reason={reason && t(`form.${reason}`)}
          >
            {t("form.submit")}
          </Button>
        </>
      }
    >
      <WebhookForm draft={draft} onChange={setDraft} onSubmit={submit} isNew />
      {create.error && <ProblemAlert className="mt-3.5" problem={problemOf(create.error)} />}
    </Dialog>
  );
}

function MadeSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useTranslations("webhooks.made");
  const common = useTranslations("common");
  return (
    <Dialog
      open
      alert
      onOpenChange={(open) => !open && onClose()}
      title={t("title")}
      closeLabel={common("close")}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t("done")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="flex items-start gap-2 rounded-md bg-warn-bg px-3 py-2 text-warn-fg">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {t("once")}
        </p>
        <div className="flex flex-col gap-1.5">
          <h3 className="text-sm text-text-2">{t("secret")}</h3>
          <CodeBlock text={secret} label={t("copy")} wrap />
        </div>
        <p className="text-text-2">{t("how")}</p>
      </div>
    </Dialog>
  );
}
