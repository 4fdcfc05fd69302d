"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/app/_components/confirm-dialog";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import type { GrantView } from "@/server/rights/views";
import { useRoleName } from "./role-name";
import { ScopeText } from "./scope-text";
import { useRefreshRights } from "./use-refresh-rights";

export function RemoveGrantDialog({ grant, onClose }: { grant: GrantView; onClose: () => void }) {
  const t = useTranslations("rights.removeGrant");
  const trpc = useTRPC();
  const nameOf = useRoleName();
  const refresh = useRefreshRights();
  const remove = useMutation(
    trpc.rights.removeGrant.mutationOptions({ onSuccess: () => refresh().then(onClose) }),
  );
  const names = { name: grant.subject.name, role: nameOf(grant.role) };
  return (
    <ConfirmDialog
      open
      danger
      onOpenChange={(open) => !open && onClose()}
      title={t("title", names)}
      description={t("impact")}
      confirmLabel={t("confirm", names)}
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ grantId: grant.id })}
    >
      <p className="text-text-2">
        <ScopeText grant={grant} />
      </p>
      {remove.error && <ProblemAlert problem={problemOf(remove.error)} />}
    </ConfirmDialog>
  );
}
