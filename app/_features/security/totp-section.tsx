"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/app/_components/confirm-dialog";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { SettingsSection } from "@/app/_features/settings/settings-section";
import { useTRPC } from "@/app/_lib/trpc";
import { useFormat } from "@/app/_lib/use-format";
import { Button } from "@/app/_ui/button";
import { TotpDialog } from "./totp-dialog";
import { useRefreshSecurity } from "./use-refresh-security";

interface TotpSectionProps {
  /** null: there is no app yet. */
  sinceMs: number | null;
  onCodes: (codes: readonly string[]) => void;
}

export function TotpSection({ sinceMs, onCodes }: TotpSectionProps) {
  const t = useTranslations("access.security.totp");
  const trpc = useTRPC();
  const format = useFormat();
  const refresh = useRefreshSecurity();
  const [removing, setRemoving] = useState(false);
  const begin = useMutation(trpc.security.beginTotp.mutationOptions());
  const remove = useMutation(
    trpc.security.removeTotp.mutationOptions({
      onSuccess: () => refresh().then(() => setRemoving(false)),
    }),
  );
  const finish = (codes: readonly string[]) => {
    begin.reset();
    onCodes(codes);
    void refresh();
  };
  return (
    <SettingsSection id="totp" title={t("title")}>
      <p className="text-text-2">
        {sinceMs === null ? t("off") : t("on", { when: format.ago(sinceMs) })}
      </p>
      {begin.error && <ProblemAlert problem={problemOf(begin.error)} />}
      <div>
        {sinceMs === null ? (
          <Button busy={begin.isPending} onClick={() => begin.mutate()}>
            {t("add")}
          </Button>
        ) : (
          <Button onClick={() => setRemoving(true)}>{t("remove")}</Button>
        )}
      </div>
      {begin.data && (
        <TotpDialog uri={begin.data.uri} onClose={() => begin.reset()} onDone={finish} />
      )}
      <ConfirmDialog
        open={removing}
        danger
        onOpenChange={setRemoving}
        title={t("removeTitle")}
        description={t("removeWhy")}
        confirmLabel={t("removeConfirm")}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {remove.error && <ProblemAlert problem={problemOf(remove.error)} />}
      </ConfirmDialog>
    </SettingsSection>
  );
}
