"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { focusField } from "@/app/_features/access/focus-field";
import { PasswordInput } from "@/app/_features/access/password-input";
import { StrengthMeter } from "@/app/_features/access/strength-meter";
import { SettingsSection } from "@/app/_features/settings/settings-section";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { toast } from "@/app/_ui/toast";
import { ChangePasswordInput } from "@/server/access/schema";
import { useRefreshSecurity } from "./use-refresh-security";

/** The old password is not asked for here: a proof that is not fresh is asked for by itself. */
export function PasswordSection({ hasPassword }: { hasPassword: boolean }) {
  const t = useTranslations("access.security.password");
  const trpc = useTRPC();
  const refresh = useRefreshSecurity();
  const me = useQuery(trpc.session.me.queryOptions());
  const element = useRef<HTMLFormElement>(null);
  const [next, setNext] = useState("");
  const [checked, setChecked] = useState(false);
  const wanted = ChangePasswordInput.safeParse({ next });
  const change = useMutation(
    trpc.security.changePassword.mutationOptions({
      onSuccess: async () => {
        setNext("");
        setChecked(false);
        toast.success(t("changed"));
        await refresh();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!wanted.success) return focusField(element.current, "next");
    if (!change.isPending) change.mutate(wanted.data);
  };
  const tooLong = wanted.error?.issues.some(({ code }) => code === "too_big");
  const fault = checked && !wanted.success ? t(tooLong ? "long" : "short") : undefined;
  const name = me.data?.name ?? "";
  return (
    <SettingsSection id="password" title={t("title")}>
      <p className="text-text-2">{t(hasPassword ? "why" : "none")}</p>
      <form ref={element} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {/* For password managers: whose password it is. */}
        <input className="hidden" name="username" autoComplete="username" readOnly value={name} />
        <div className="flex max-w-90 flex-col gap-2">
          <Field label={t("next")} hint={t("hint")} error={fault} required>
            <PasswordInput
              name="next"
              autoComplete="new-password"
              value={next}
              onChange={(event) => setNext(event.target.value)}
            />
          </Field>
          <StrengthMeter password={next} name={name} />
        </div>
        {change.error && <ProblemAlert problem={problemOf(change.error)} />}
        <div>
          <Button type="submit" busy={change.isPending}>
            {t(hasPassword ? "change" : "set")}
          </Button>
        </div>
      </form>
    </SettingsSection>
  );
}
