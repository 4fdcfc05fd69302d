"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { makePasskey, passkeyProblem } from "@/app/_features/access/passkey";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { useRefreshSecurity } from "./use-refresh-security";

interface AddPasskeyDialogProps {
  onClose: () => void;
  /** With the recovery codes, when it is the first factor. */
  onAdded: (recoveryCodes: readonly string[] | null) => void;
}

export function AddPasskeyDialog({ onClose, onAdded }: AddPasskeyDialogProps) {
  const t = useTranslations("access.security.passkeys");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const refresh = useRefreshSecurity();
  const formId = useId();
  const [name, setName] = useState(t("default"));
  const begin = useMutation(trpc.security.beginPasskey.mutationOptions());
  const keep = useMutation(trpc.security.addPasskey.mutationOptions());
  const add = useMutation({
    mutationFn: async (wanted: string) =>
      keep.mutateAsync(await makePasskey(await begin.mutateAsync(), wanted)),
    onSuccess: async ({ recoveryCodes }) => {
      await refresh();
      onAdded(recoveryCodes);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && !add.isPending) add.mutate(name.trim());
  };
  const problem = passkeyProblem(add.error);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("add")}
      closeLabel={common("close")}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" busy={add.isPending}>
            {t("add")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
        <Field label={t("name")} hint={t("nameHint")} required>
          <Input
            autoFocus
            maxLength={64}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {problem && <ProblemAlert problem={problem} />}
      </form>
    </Dialog>
  );
}
