"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/app/_components/confirm-dialog";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { useRefreshSecurity } from "./use-refresh-security";

interface RemovePasskeyDialogProps {
  passkey: { id: string; name: string };
  onClose: () => void;
}

export function RemovePasskeyDialog({ passkey, onClose }: RemovePasskeyDialogProps) {
  const t = useTranslations("access.security.passkeys");
  const trpc = useTRPC();
  const refresh = useRefreshSecurity();
  const remove = useMutation(
    trpc.security.removePasskey.mutationOptions({ onSuccess: () => refresh().then(onClose) }),
  );
  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={(open) => !open && onClose()}
      title={t("removeTitle", { name: passkey.name })}
      description={t("removeWhy")}
      confirmLabel={t("removeConfirm")}
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ passkeyId: passkey.id })}
    >
      {remove.error && <ProblemAlert problem={problemOf(remove.error)} />}
    </ConfirmDialog>
  );
}
