"use client";
import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useMemo, useRef, useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import type { Theme } from "@/server/access/schema";
import { AccountFields } from "./account-fields";
import { focusField } from "./focus-field";
import { type SetupForm as Form, type SetupFaults, setupFaults, toClaim } from "./setup-validation";
import { useWait } from "./use-wait";

const fields = ["code", "name", "password"] as const;

export function SetupForm({ theme }: { theme: Theme }) {
  const t = useTranslations("access.setup");
  const trpc = useTRPC();
  const locale = useLocale();
  const element = useRef<HTMLFormElement>(null);
  const [form, setForm] = useState<Form>({ code: "", name: "", password: "" });
  const [faults, setFaults] = useState<SetupFaults>({});
  const [chosenTheme, setChosenTheme] = useState(theme);
  // A full load, so that the socket is opened with the new session.
  const claim = useMutation(
    trpc.setup.claim.mutationOptions({ onSuccess: () => location.assign("/hosts/new") }),
  );
  const problem = useMemo(() => (claim.error ? problemOf(claim.error) : null), [claim.error]);
  const waitSeconds = useWait(problem);

  const change = (field: keyof Form, value: string) => {
    const next = { ...form, [field]: value };
    setForm(next);
    if (faults[field]) setFaults({ ...faults, [field]: setupFaults(next)[field] });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = setupFaults(form);
    setFaults(found);
    const first = fields.find((field) => found[field]);
    if (first) return focusField(element.current, first);
    if (!claim.isPending && !claim.isSuccess && waitSeconds === 0) {
      claim.mutate(toClaim(form, { locale, theme: chosenTheme }));
    }
  };
  const { code, ...account } = faults;

  return (
    <form ref={element} onSubmit={submit} noValidate className="flex flex-col gap-5">
      <Field label={t("code")} hint={t("codeHint")} error={code && t(`faults.${code}`)} required>
        <Input
          name="code"
          className="mono"
          value={form.code}
          onChange={(event) => change("code", event.target.value)}
          autoFocus
        />
      </Field>
      <AccountFields
        form={form}
        faults={account}
        onChange={change}
        theme={chosenTheme}
        onTheme={setChosenTheme}
      />
      {problem && <ProblemAlert problem={problem} />}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={claim.isPending || claim.isSuccess}
        reason={waitSeconds > 0 ? t("wait", { seconds: waitSeconds }) : undefined}
      >
        {waitSeconds > 0 ? t("wait", { seconds: waitSeconds }) : t("submit")}
      </Button>
    </form>
  );
}
