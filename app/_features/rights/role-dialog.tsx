"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import type { Action } from "@/server/rights/actions";
import type { RoleView } from "@/server/rights/views";
import { ActionChoice } from "./action-choice";
import { useRefreshRights } from "./use-refresh-rights";

interface RoleDialogProps {
  /** Absent: a new one. */
  role: (RoleView & { id: string }) | undefined;
  onClose: () => void;
}

export function RoleDialog({ role, onClose }: RoleDialogProps) {
  const t = useTranslations("rights.roleDialog");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const refresh = useRefreshRights();
  const [name, setName] = useState(role?.name ?? "");
  const [chosen, setChosen] = useState<ReadonlySet<Action>>(new Set(role?.actions));
  const done = { onSuccess: () => refresh().then(onClose) };
  const create = useMutation(trpc.rights.createRole.mutationOptions(done));
  const update = useMutation(trpc.rights.updateRole.mutationOptions(done));
  const error = create.error ?? update.error;
  const reason =
    name.trim() === "" ? t("nameFirst") : chosen.size === 0 ? t("someFirst") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason !== undefined) return;
    const input = { name: name.trim(), actions: [...chosen] };
    if (role) update.mutate({ roleId: role.id, ...input });
    else create.mutate(input);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={role ? t("change", { name: role.name }) : t("new")}
      {...(role && role.grants > 0 ? { description: t("atOnce", { grants: role.grants }) } : {})}
      closeLabel={common("close")}
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            type="submit"
            form="role"
            variant="primary"
            busy={create.isPending || update.isPending}
            reason={reason}
          >
            {role ? t("save") : t("make")}
          </Button>
        </>
      }
    >
      <form id="role" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field label={t("name")} required>
          <Input
            autoFocus
            value={name}
            maxLength={64}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <ActionChoice chosen={chosen} onChange={setChosen} />
        {error && <ProblemAlert problem={problemOf(error)} />}
      </form>
    </Dialog>
  );
}
