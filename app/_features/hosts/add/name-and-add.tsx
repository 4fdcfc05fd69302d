"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { hostName } from "@/server/hosts/schema";
import type { Candidate, CandidateAction } from "./candidates";
import { useAddHost } from "./use-add-host";

interface NameAndAddProps {
  candidate: Candidate;
  tell: (action: CandidateAction) => void;
}

export function NameAndAdd({ candidate, tell }: NameAndAddProps) {
  const t = useTranslations("hosts.add");
  const add = useAddHost();
  const [tried, setTried] = useState(false);
  const good = hostName.safeParse(candidate.name).success;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (good && candidate.state === "ready") void add(candidate, tell);
  };
  return (
    <form
      onSubmit={submit}
      noValidate
      className="flex flex-wrap items-start gap-3 border-border border-t px-4 py-4"
    >
      <Field
        label={t("name")}
        hint={t("nameHint")}
        error={tried && !good ? t("nameWrong") : undefined}
        className="min-w-50 flex-1"
      >
        <Input
          name="host-name"
          value={candidate.name}
          onChange={(event) => tell({ kind: "rename", name: event.target.value })}
        />
      </Field>
      <Button
        type="submit"
        variant="primary"
        busy={candidate.state === "adding"}
        className="mt-6 h-8"
      >
        {t("add")}
      </Button>
    </form>
  );
}
