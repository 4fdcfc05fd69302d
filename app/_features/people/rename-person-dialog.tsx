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
import { userName } from "@/server/access/schema";
import type { PersonRow } from "@/server/people/types";
import { useRefreshPeople } from "./use-refresh-people";

export function RenamePersonDialog({
  person,
  onClose,
}: {
  person: PersonRow;
  onClose: () => void;
}) {
  const t = useTranslations("people.rename");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const refresh = useRefreshPeople();
  const [name, setName] = useState(person.name);
  const rename = useMutation(
    trpc.people.rename.mutationOptions({ onSuccess: () => refresh().then(onClose) }),
  );
  const good = userName.safeParse(name).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (good && !rename.isPending) rename.mutate({ personId: person.id, name: name.trim() });
  };
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={(open) => !open && onClose()}
      title={t("title", { name: person.name })}
      closeLabel={common("close")}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            type="submit"
            form="rename-person"
            variant="primary"
            busy={rename.isPending}
            reason={good ? undefined : t("form")}
          >
            {t("save")}
          </Button>
        </>
      }
    >
      <form id="rename-person" onSubmit={submit} noValidate className="flex flex-col gap-3">
        <Field label={t("label")} hint={t("form")} error={good ? undefined : t("form")} required>
          <Input
            autoFocus
            autoCapitalize="none"
            spellCheck={false}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {rename.error && <ProblemAlert problem={problemOf(rename.error)} />}
      </form>
    </Dialog>
  );
}
