"use client";
import { useMutation } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { rememberCookie } from "@/app/_lib/theme";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import type { FactorKind, Person } from "@/server/access/types";
import { FactorStep } from "./factor-step";
import { focusField } from "./focus-field";
import { nextPath } from "./next-path";
import { passkeyProblem, passkeysWork, provePasskey } from "./passkey";
import { PasswordInput } from "./password-input";
import { useWait } from "./use-wait";

const fields = ["name", "password"] as const;
const neverChanges = () => () => {};

interface Pending {
  attempt: string;
  factors: readonly FactorKind[];
}

export function SignInForm() {
  const t = useTranslations("access.signIn");
  const access = useTranslations("access");
  const trpc = useTRPC();
  const asked = useSearchParams().get("next");
  const element = useRef<HTMLFormElement>(null);
  const [form, setForm] = useState({ name: "", password: "" });
  const [checked, setChecked] = useState(false);
  const [pending, setPending] = useState<Pending | null>(null);
  const enter = ({ preferences }: Person) => {
    // The profile's look comes along to a browser that has not seen this person yet.
    rememberCookie("locale", preferences.locale);
    rememberCookie("theme", preferences.theme);
    rememberCookie("density", preferences.density);
    location.assign(nextPath(asked));
  };
  // A full load, so that the socket is opened with the new session.
  const signIn = useMutation(
    trpc.session.signIn.mutationOptions({
      onSuccess: (result) => {
        if (result.step === "factor") setPending(result);
        else enter(result.person);
      },
    }),
  );
  const askPasskey = useMutation(trpc.session.askPasskey.mutationOptions());
  const passkeySignIn = useMutation(
    trpc.session.signInPasskey.mutationOptions({
      onSuccess: (result) => result.step === "done" && enter(result.person),
    }),
  );
  const passkey = useMutation({
    mutationFn: async () => provePasskey(await askPasskey.mutateAsync()),
    onSuccess: (proof) => passkeySignIn.mutate(proof),
  });
  const passkeys = useSyncExternalStore(neverChanges, passkeysWork, () => false);
  const error = signIn.error ?? passkeySignIn.error;
  const problem = useMemo(
    () => (error ? problemOf(error) : passkeyProblem(passkey.error)),
    [error, passkey.error],
  );
  const waitSeconds = useWait(problem);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const empty = fields.find((field) => form[field].trim() === "");
    if (empty) return focusField(element.current, empty);
    if (!signIn.isPending && waitSeconds === 0) signIn.mutate(form);
  };
  const fault = (field: keyof typeof form) =>
    checked && form[field].trim() === "" ? t(`empty.${field}`) : undefined;

  if (pending) {
    const { attempt, factors } = pending;
    const back = () => setPending(null);
    return <FactorStep attempt={attempt} factors={factors} onDone={enter} onBack={back} />;
  }
  return (
    <form ref={element} onSubmit={submit} noValidate className="flex flex-col gap-5">
      <Field label={t("name")} error={fault("name")} required>
        <Input
          name="name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          value={form.name}
          onChange={(event) => setForm({ ...form, name: event.target.value })}
        />
      </Field>
      <Field label={t("password")} error={fault("password")} required>
        <PasswordInput
          name="password"
          autoComplete="current-password"
          value={form.password}
          onChange={(event) => setForm({ ...form, password: event.target.value })}
        />
      </Field>
      {problem && <ProblemAlert problem={problem} />}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={signIn.isPending || signIn.isSuccess}
        reason={waitSeconds > 0 ? t("wait", { seconds: waitSeconds }) : undefined}
      >
        {waitSeconds > 0 ? t("wait", { seconds: waitSeconds }) : t("submit")}
      </Button>
      {passkeys && (
        <Button
          size="lg"
          busy={passkey.isPending || passkeySignIn.isPending}
          onClick={() => passkey.mutate()}
        >
          {access("passkeySignIn")}
        </Button>
      )}
    </form>
  );
}
