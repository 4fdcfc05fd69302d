"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/app/_components/confirm-dialog";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import type { WebhookView } from "@/server/webhooks/types";

interface RemoveWebhookDialogProps {
  webhook: WebhookView;
  onClose: () => void;
}

export function RemoveWebhookDialog({ webhook, onClose }: RemoveWebhookDialogProps) {
  const t = useTranslations("webhooks.remove");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const remove = useMutation(
    trpc.webhooks.remove.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.webhooks.list.queryFilter()).then(onClose),
    }),
  );
  const { id, name } = webhook;
  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={(open) => !open && onClose()}
      title={t("title", { name })}
      description={t("impact")}
      confirmLabel={t("confirm", { name })}
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ id })}
    >
      {remove.error && <ProblemAlert problem={problemOf(remove.error)} />}
    </ConfirmDialog>
  );
}
