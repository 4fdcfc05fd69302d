"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useRef, useState } from "react";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { ConfirmTotpInput } from "@/server/access/schema";
import { QrCode } from "./qr-code";

interface TotpDialogProps {
  uri: string;
  onClose: () => void;
  onDone: (recoveryCodes: readonly string[]) => void;
}

/** The seed, shown now and never again; the first right code makes it count. */
export function TotpDialog({ uri, onClose, onDone }: TotpDialogProps) {
  const t = useTranslations("access.security.totp");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const formId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState("");
  const [checked, setChecked] = useState(false);
  // Apps show a code in two halves.
  const wanted = ConfirmTotpInput.safeParse({ code: code.replace(/\s/g, "") });
  const confirm = useMutation(
    trpc.security.confirmTotp.mutationOptions({
      onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!wanted.success) return input.current?.focus();
    if (!confirm.isPending) confirm.mutate(wanted.data);
  };
  return (
    <Dialog
      open
      alert
      onOpenChange={(open) => !open && onClose()}
      title={t("title")}
      description={t("scan")}
      closeLabel={common("close")}
      size="md"
      onOpenAutoFocus={(event) => {
        event.preventDefault();
        input.current?.focus();
      }}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" busy={confirm.isPending}>
            {t("confirm")}
          </Button>
        </>
      }
    >
      <div className="flex flex-wrap gap-5">
        <QrCode text={uri} label={t("picture")} />
        <div className="flex min-w-56 flex-1 flex-col gap-4">
          <div className="flex flex-col gap-1.5">
            <h3 className="text-sm text-text-2">{t("secret")}</h3>
            <CodeBlock text={secretOf(uri)} label={t("copySecret")} wrap />
          </div>
          <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
            <Field
              label={t("code")}
              error={checked && !wanted.success ? t("codeForm") : undefined}
              required
            >
              <Input
                ref={input}
                className="mono max-w-40"
                inputMode="numeric"
                autoComplete="one-time-code"
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            </Field>
            {confirm.error && <ProblemAlert problem={problemOf(confirm.error)} />}
          </form>
        </div>
      </div>
    </Dialog>
  );
}

const secretOf = (uri: string): string => new URL(uri).searchParams.get("secret") ?? "";
