"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { CodeBlock } from "@/app/_components/code-block";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { type Candidate, type CandidateAction, shownFingerprint } from "./candidates";

interface InstallKeyStepProps {
  candidate: Candidate;
  tell: (action: CandidateAction) => void;
}

/** Two ways to let our key in: a line pasted on the host, or the password, once. */
export function InstallKeyStep({ candidate, tell }: InstallKeyStepProps) {
  const t = useTranslations("hosts.install");
  const trpc = useTRPC();
  const identity = useQuery(trpc.hosts.identity.queryOptions());
  return (
    <div className="grid gap-x-8 gap-y-5 md:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-2">
        <h3 className="font-medium">{t("byLine")}</h3>
        <p className="text-text-2">{t("byLineHow")}</p>
        {identity.data && <CodeBlock text={identity.data.installLine} label={t("copyLine")} wrap />}
        <div>
          <Button onClick={() => tell({ kind: "retry" })}>{t("lineDone")}</Button>
        </div>
      </div>
      <PasswordOnce candidate={candidate} tell={tell} />
    </div>
  );
}

function PasswordOnce({ candidate, tell }: InstallKeyStepProps) {
  const t = useTranslations("hosts.install");
  const trpc = useTRPC();
  const [password, setPassword] = useState("");
  const [empty, setEmpty] = useState(false);
  const hostKeySha256 = candidate.trusted ?? shownFingerprint(candidate);
  const install = useMutation(
    trpc.hosts.installKey.mutationOptions({
      onSuccess: () => tell({ kind: "retry" }),
      onSettled: () => setPassword(""),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEmpty(password === "");
    if (password === "" || hostKeySha256 === null || install.isPending) return;
    install.mutate({ uri: candidate.uri, hostKeySha256, password });
  };
  return (
    <form onSubmit={submit} noValidate className="flex min-w-0 flex-col gap-2">
      <h3 className="font-medium">{t("byPassword")}</h3>
      <p className="text-text-2">{t("byPasswordHow")}</p>
      <Field
        label={t("password")}
        error={empty && password === "" ? t("passwordEmpty") : undefined}
      >
        <Input
          name="ssh-password"
          type="password"
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      {install.error && <ProblemAlert problem={problemOf(install.error)} />}
      <div>
        <Button
          type="submit"
          busy={install.isPending}
          reason={hostKeySha256 === null ? t("keyFirst") : undefined}
        >
          {t("installIt")}
        </Button>
      </div>
    </form>
  );
}
