"use client";
import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { StateView } from "@/app/_components/state-view";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Skeleton } from "@/app/_ui/skeleton";
import type { Theme } from "@/server/access/schema";
import { AccountFields } from "../access/account-fields";
import { type AccountForm, accountFaults } from "../access/account-validation";
import { focusField } from "../access/focus-field";
import { useWait } from "../access/use-wait";

const fields = ["name", "password"] as const;

/** The secret stands behind the `#`, so no request and no log carries it. */
const secretHere = (): string => location.hash.slice(1);

/** Looks at the invitation first: a link that does not work any more asks nobody for a password. */
export function JoinForm({ theme }: { theme: Theme }) {
  const t = useTranslations("people.join");
  const trpc = useTRPC();
  const open = useMutation(trpc.invitation.open.mutationOptions());
  const { mutate } = open;
  useEffect(() => mutate({ secret: secretHere().padEnd(20, "-") }), [mutate]);
  if (open.error) return <ProblemAlert problem={problemOf(open.error)} />;
  if (!open.data) return <StateView kind="loading" skeleton={<Skeleton className="h-40" />} />;
  return (
    <>
      <p>{t("from", { name: open.data.createdByName, label: open.data.label })}</p>
      <Joining theme={theme} />
    </>
  );
}

function Joining({ theme }: { theme: Theme }) {
  const t = useTranslations("people.join");
  const setup = useTranslations("access.setup");
  const trpc = useTRPC();
  const locale = useLocale();
  const element = useRef<HTMLFormElement>(null);
  const [form, setForm] = useState<AccountForm>({ name: "", password: "" });
  const [checked, setChecked] = useState(false);
  const [chosenTheme, setChosenTheme] = useState(theme);
  // A full load, so that the socket is opened with the new session.
  const accept = useMutation(
    trpc.invitation.accept.mutationOptions({ onSuccess: () => location.assign("/machines") }),
  );
  const problem = useMemo(() => (accept.error ? problemOf(accept.error) : null), [accept.error]);
  const waitSeconds = useWait(problem);
  const faults = accountFaults(form);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const first = fields.find((field) => faults[field]);
    if (first) return focusField(element.current, first);
    if (accept.isPending || accept.isSuccess || waitSeconds > 0) return;
    accept.mutate({ ...form, secret: secretHere(), locale, theme: chosenTheme });
  };
  const wait = waitSeconds > 0 ? setup("wait", { seconds: waitSeconds }) : undefined;
  return (
    <form ref={element} onSubmit={submit} noValidate className="flex flex-col gap-5">
      <AccountFields
        autoFocus
        form={form}
        faults={checked ? faults : {}}
        onChange={(field, value) => setForm({ ...form, [field]: value })}
        theme={chosenTheme}
        onTheme={setChosenTheme}
      />
      {problem && <ProblemAlert problem={problem} />}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={accept.isPending || accept.isSuccess}
        reason={wait}
      >
        {wait ?? t("submit")}
      </Button>
    </form>
  );
}
