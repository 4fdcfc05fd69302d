"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { toast } from "@/app/_ui/toast";
import { SessionLimits } from "@/server/access/schema";

const fields = ["idle", "absolute"] as const;

export function SessionLimitsForm({ limits }: { limits: SessionLimits }) {
  const t = useTranslations("access.sessions.limits");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [form, setForm] = useState({
    idle: String(limits.idleHours),
    absolute: String(limits.absoluteHours),
  });
  const wanted = SessionLimits.safeParse({
    idleHours: Number(form.idle),
    absoluteHours: Number(form.absolute),
  });
  const save = useMutation(
    trpc.session.setLimits.mutationOptions({
      onSuccess: () => toast.success(t("saved")),
      onSettled: () => queries.invalidateQueries(trpc.session.limits.queryFilter()),
    }),
  );
  const isWrong = (field: (typeof fields)[number]) =>
    wanted.error?.issues.some(({ path }) => path[0] === `${field}Hours`);
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted.success && !save.isPending) save.mutate(wanted.data);
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        {fields.map((field) => (
          <Field
            key={field}
            label={t(field)}
            hint={t(`${field}Hint`)}
            error={isWrong(field) ? t(`${field}Wrong`) : undefined}
            required
          >
            <Input
              className="max-w-40"
              inputMode="decimal"
              value={form[field]}
              onChange={(event) => setForm({ ...form, [field]: event.target.value })}
            />
          </Field>
        ))}
      </div>
      {save.error && <ProblemAlert problem={problemOf(save.error)} />}
      <div>
        <Button type="submit" busy={save.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
