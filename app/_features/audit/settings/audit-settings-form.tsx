"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Radio, RadioGroup } from "@/app/_ui/radio-group";
import { Select } from "@/app/_ui/select";
import { type AuditSettings, reasonPolicies, syslogTransports } from "@/server/audit/schema";
import { type Draft, draftOf, readDraft } from "./draft";

const transports = ["off", ...syslogTransports] as const;

export function AuditSettingsForm({ settings }: { settings: AuditSettings }) {
  const t = useTranslations("audit.settings");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(settings));
  const save = useMutation(
    trpc.audit.changeSettings.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queries.invalidateQueries(trpc.audit.settings.queryFilter()),
          queries.invalidateQueries(trpc.audit.mine.queryFilter()),
        ]),
    }),
  );
  const change = (patch: Partial<Draft>) => {
    save.reset();
    setDraft((before) => ({ ...before, ...patch }));
  };
  const read = readDraft(draft);
  const wrong = read instanceof Set ? read : new Set<string>();
  return (
    <form
      className="flex max-w-140 flex-col gap-8"
      onSubmit={(event) => {
        event.preventDefault();
        if (!(read instanceof Set)) save.mutate(read);
      }}
    >
      <Group title={t("reason.title")} text={t("reason.text")}>
        <RadioGroup
          aria-label={t("reason.title")}
          value={draft.reason}
          onValueChange={(value) => {
            const reason = reasonPolicies.find((one) => one === value);
            if (reason) change({ reason });
          }}
        >
          {reasonPolicies.map((policy) => (
            <Radio
              key={policy}
              value={policy}
              label={t(`reason.policies.${policy}`)}
              hint={t(`reason.hints.${policy}`)}
            />
          ))}
        </RadioGroup>
      </Group>
      <Group title={t("syslog.title")} text={t("syslog.text")}>
        <Field label={t("syslog.transport")}>
          <Select
            value={draft.transport}
            onValueChange={(transport) => change({ transport })}
            options={transports.map((value) => ({ value, label: t(`syslog.transports.${value}`) }))}
          />
        </Field>
        {draft.transport !== "off" && (
          <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
            <Field
              label={t("syslog.host")}
              error={wrong.has("host") && draft.host !== "" ? t("syslog.hostWrong") : undefined}
            >
              <Input
                value={draft.host}
                onChange={(event) => change({ host: event.target.value })}
              />
            </Field>
            <Field
              label={t("syslog.port")}
              error={wrong.has("port") ? t("syslog.portWrong") : undefined}
            >
              <Input
                inputMode="numeric"
                value={draft.port}
                onChange={(event) => change({ port: event.target.value })}
              />
            </Field>
          </div>
        )}
      </Group>
      <Group title={t("retention.title")} text={t("retention.text")}>
        <Field
          label={t("retention.days")}
          aside={t("retention.unit")}
          hint={t("retention.hint")}
          error={wrong.has("days") ? t("retention.wrong") : undefined}
        >
          <Input
            inputMode="numeric"
            value={draft.days}
            onChange={(event) => change({ days: event.target.value })}
          />
        </Field>
      </Group>
      {save.error && <ProblemAlert problem={problemOf(save.error)} />}
      <div className="flex items-center gap-3">
        <Button
          type="submit"
          variant="primary"
          busy={save.isPending}
          reason={wrong.size > 0 ? t("correctFirst") : undefined}
        >
          {t("save")}
        </Button>
        <span role="status" className="text-text-2">
          {save.isSuccess && t("saved")}
        </span>
      </div>
    </form>
  );
}

function Group({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <h2 className="font-semibold text-md">{title}</h2>
        <p className="text-text-2">{text}</p>
      </div>
      {children}
    </section>
  );
}
