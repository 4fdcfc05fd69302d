"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { MadeToken } from "./made-token";
import { TokenForm } from "./token-form";

/** Asks what the token is for, then shows it once. */
export function CreateTokenDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("tokens.create");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [reason, setReason] = useState<string>();
  const create = useMutation(
    trpc.tokens.create.mutationOptions({
      onSuccess: () => queries.invalidateQueries(trpc.tokens.list.queryFilter()),
    }),
  );
  const made = create.data?.token;
  return (
    <Dialog
      open
      alert={made !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={made ? t("made") : t("title")}
      {...(made ? {} : { description: t("what") })}
      closeLabel={common("close")}
      footer={
        made ? (
          <Button variant="primary" onClick={onClose}>
            {t("done")}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{common("cancel")}</Button>
            <Button
              type="submit"
              form="token"
              variant="primary"
              busy={create.isPending}
              reason={reason}
            >
              {t("submit")}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <MadeToken token={made} />
      ) : (
        <TokenForm
          error={create.error ? problemOf(create.error) : undefined}
          onReason={setReason}
          onSubmit={(input) => !create.isPending && create.mutate(input)}
        />
      )}
    </Dialog>
  );
}
