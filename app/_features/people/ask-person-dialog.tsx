"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/app/_components/confirm-dialog";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import type { PersonRow } from "@/server/people/types";
import { useRefreshPeople } from "./use-refresh-people";

export type PersonQuestion = "enable" | "disable" | "remove" | "resetFactors";

interface AskPersonDialogProps {
  person: PersonRow;
  what: PersonQuestion;
  onClose: () => void;
}

/** Says what somebody will lose before it is taken, or get back before it is given. */
export function AskPersonDialog({ person, what, onClose }: AskPersonDialogProps) {
  const t = useTranslations("people.ask");
  const trpc = useTRPC();
  const refresh = useRefreshPeople();
  const done = { onSuccess: () => refresh().then(onClose) };
  const enable = useMutation(trpc.people.enable.mutationOptions(done));
  const remove = useMutation(trpc.people.remove.mutationOptions(done));
  const reset = useMutation(trpc.people.resetFactors.mutationOptions(done));
  const { id: personId, name } = person;
  const run = () => {
    if (what === "remove") remove.mutate({ personId });
    else if (what === "resetFactors") reset.mutate({ personId });
    else enable.mutate({ personId, enabled: what === "enable" });
  };
  const error = enable.error ?? remove.error ?? reset.error;
  return (
    <ConfirmDialog
      open
      danger={what !== "enable"}
      onOpenChange={(open) => !open && onClose()}
      title={t(`${what}.title`, { name })}
      description={t(`${what}.why`)}
      confirmLabel={t(`${what}.confirm`, { name })}
      busy={enable.isPending || remove.isPending || reset.isPending}
      onConfirm={run}
    >
      {error && <ProblemAlert problem={problemOf(error)} />}
    </ConfirmDialog>
  );
}
