"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Checkbox } from "@/app/_ui/checkbox";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { toast } from "@/app/_ui/toast";
import { BackupSettings } from "@/server/database/schema";

export function BackupSchedule({ settings }: { settings: BackupSettings }) {
  const t = useTranslations("settings.database");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [nightly, setNightly] = useState(settings.nightly);
  const [keep, setKeep] = useState(String(settings.keep));
  const wanted = BackupSettings.safeParse({ nightly, keep: Number(keep) });
  const save = useMutation(
    trpc.database.settings.mutationOptions({
      onSuccess: () => toast.success(t("saved")),
      onSettled: () => queries.invalidateQueries(trpc.database.get.queryFilter()),
    }),
  );
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted.success) save.mutate(wanted.data);
      }}
    >
      <Checkbox
        label={t("nightly")}
        checked={nightly}
        onCheckedChange={(checked) => setNightly(checked === true)}
      />
      <Field
        label={t("keep")}
        hint={t("keepHint")}
        error={wanted.success ? undefined : t("keepWrong")}
        className="w-40"
      >
        <Input inputMode="numeric" value={keep} onChange={(event) => setKeep(event.target.value)} />
      </Field>
      {save.error && <ProblemAlert problem={problemOf(save.error)} />}
      <div>
        <Button type="submit" busy={save.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
