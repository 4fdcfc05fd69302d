"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { useFormat } from "@/app/_lib/use-format";
import { Button } from "@/app/_ui/button";
import type { InvitationRow } from "@/server/people/types";
import { useRefreshPeople } from "./use-refresh-people";

export function InvitationList({ invitations }: { invitations: readonly InvitationRow[] }) {
  const t = useTranslations("people.invitations");
  const trpc = useTRPC();
  const format = useFormat();
  const refresh = useRefreshPeople();
  const withdraw = useMutation(
    trpc.people.withdrawInvitation.mutationOptions({ onSuccess: () => refresh() }),
  );
  if (invitations.length === 0) return <p className="px-(--gutter) text-text-3">{t("none")}</p>;
  return (
    <>
      {withdraw.error && (
        <div className="px-(--gutter) pb-2">
          <ProblemAlert problem={problemOf(withdraw.error)} />
        </div>
      )}
      <ul className="border-border border-t">
        {invitations.map(({ id, label, createdByName, expiresAtMs }) => (
          <li
            key={id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-border border-b px-(--gutter) py-1.5"
          >
            <span className="font-medium">{label}</span>
            <span className="text-text-2">
              {t("by", { name: createdByName, when: format.exact(expiresAtMs) })}
            </span>
            <Button
              size="sm"
              className="ml-auto"
              aria-label={t("withdrawOne", { label })}
              busy={withdraw.isPending && withdraw.variables.invitationId === id}
              onClick={() => withdraw.mutate({ invitationId: id })}
            >
              {t("withdraw")}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
