"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/app/_components/confirm-dialog";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { SettingsSection } from "@/app/_features/settings/settings-section";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { useRefreshSecurity } from "./use-refresh-security";

interface RecoverySectionProps {
  /** null: there is no factor that they stand in for. */
  left: number | null;
  onCodes: (codes: readonly string[]) => void;
}

export function RecoverySection({ left, onCodes }: RecoverySectionProps) {
  const t = useTranslations("access.security.recovery");
  const trpc = useTRPC();
  const refresh = useRefreshSecurity();
  const [asking, setAsking] = useState(false);
  const renew = useMutation(
    trpc.security.renewRecoveryCodes.mutationOptions({
      onSuccess: ({ recoveryCodes }) => {
        setAsking(false);
        onCodes(recoveryCodes);
        void refresh();
      },
    }),
  );
  return (
    <SettingsSection id="recovery" title={t("title")}>
      <p className="text-text-2">
        {t("what")} {left === null && t("none")}
      </p>
      {left !== null && (
        <div className="flex items-center gap-4">
          <Button onClick={() => setAsking(true)}>{t("renew")}</Button>
          <span className="text-text-2">{t("left", { count: left })}</span>
        </div>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("renewTitle")}
        description={t("renewWhy")}
        confirmLabel={t("renew")}
        busy={renew.isPending}
        onConfirm={() => renew.mutate()}
      >
        {renew.error && <ProblemAlert problem={problemOf(renew.error)} />}
      </ConfirmDialog>
    </SettingsSection>
  );
}
