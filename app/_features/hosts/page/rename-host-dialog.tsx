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
import { hostName } from "@/server/hosts/schema";
import type { HostRow } from "@/server/inventory/types";

export function RenameHostDialog({ host, onClose }: { host: HostRow; onClose: () => void }) {
  const t = useTranslations("hosts.rename");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const [name, setName] = useState(host.name);
  const rename = useMutation(trpc.hosts.rename.mutationOptions({ onSuccess: onClose }));
  const good = hostName.safeParse(name).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (good && !rename.isPending) rename.mutate({ hostId: host.id, name: name.trim() });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("title", { name: host.name })}
      description={t("only")}
      closeLabel={common("close")}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            type="submit"
            form="rename-host"
            variant="primary"
            busy={rename.isPending}
            reason={good ? undefined : t("wrong")}
          >
            {t("submit")}
          </Button>
        </>
      }
    >
      <form id="rename-host" onSubmit={submit} noValidate className="flex flex-col gap-3">
        <Field label={t("name")} error={good ? undefined : t("wrong")} required>
          <Input autoFocus value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        {rename.error && <ProblemAlert problem={problemOf(rename.error)} />}
      </form>
    </Dialog>
  );
}
