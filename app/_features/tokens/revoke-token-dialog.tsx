"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/app/_components/confirm-dialog";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import type { TokenView } from "@/server/tokens/types";

export function RevokeTokenDialog({ token, onClose }: { token: TokenView; onClose: () => void }) {
  const t = useTranslations("tokens.revoke");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const revoke = useMutation(
    trpc.tokens.revoke.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.tokens.list.queryFilter()).then(onClose),
    }),
  );
  const { id, name } = token;
  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={(open) => !open && onClose()}
      title={t("title", { name })}
      description={t("impact")}
      confirmLabel={t("confirm", { name })}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate({ id })}
    >
      {revoke.error && <ProblemAlert problem={problemOf(revoke.error)} />}
    </ConfirmDialog>
  );
}
