"use client";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { Checkbox } from "@/app/_ui/checkbox";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select } from "@/app/_ui/select";
import { locales } from "@/server/access/schema";
import { takesSecret, webhookEventNames, webhookKinds } from "@/server/webhooks/schema";
import { isUrlWrong, type WebhookDraft } from "./webhook-draft";

interface WebhookFormProps {
  draft: WebhookDraft;
  onChange: (draft: WebhookDraft) => void;
  onSubmit: () => void;
  isNew: boolean;
}

export function WebhookForm({ draft, onChange, onSubmit, isNew }: WebhookFormProps) {
  const t = useTranslations("webhooks.form");
  const words = useTranslations("webhooks");
  const common = useTranslations("common");
  const set = (patch: Partial<WebhookDraft>) => onChange({ ...draft, ...patch });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form id="webhook" onSubmit={submit} noValidate className="flex flex-col gap-3.5">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("name")} required>
          <Input
            autoFocus
            autoComplete="off"
            value={draft.name}
            maxLength={64}
            onChange={(event) => set({ name: event.target.value })}
          />
        </Field>
        {isNew && (
          <Field label={t("kind")}>
            <Select
              value={draft.kind}
              onValueChange={(kind) => set({ kind })}
              options={webhookKinds.map((kind) => ({ value: kind, label: words(`kind.${kind}`) }))}
            />
          </Field>
        )}
      </div>
      <Field
        label={t("url")}
        required={isNew}
        error={isUrlWrong(draft.url) && t("urlWrong")}
        hint={isNew ? t("urlHint") : t("urlKeep")}
      >
        <Input
          className="mono"
          autoComplete="off"
          spellCheck={false}
          value={draft.url}
          maxLength={2_000}
          onChange={(event) => set({ url: event.target.value })}
        />
      </Field>
      {isNew && takesSecret(draft.kind) && (
        <Field label={t("secret")} aside={common("optional")} hint={t("secretHint")}>
          <Input
            className="mono"
            autoComplete="off"
            spellCheck={false}
            value={draft.secret}
            maxLength={200}
            onChange={(event) => set({ secret: event.target.value })}
          />
        </Field>
      )}
      <EventChoice draft={draft} set={set} />
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("filter")} aside={common("optional")} hint={t("filterHint")}>
          <Input
            className="mono"
            autoComplete="off"
            spellCheck={false}
            value={draft.q}
            placeholder="project:web"
            maxLength={2_000}
            onChange={(event) => set({ q: event.target.value })}
          />
        </Field>
        {draft.kind !== "json" && (
          <Field label={t("locale")}>
            <Select
              value={draft.locale}
              onValueChange={(locale) => set({ locale })}
              options={locales.map((one) => ({ value: one, label: t(`locales.${one}`) }))}
            />
          </Field>
        )}
      </div>
      <Checkbox
        checked={draft.allowPrivate}
        onCheckedChange={(on) => set({ allowPrivate: on === true })}
        label={t("private")}
        hint={t("privateHint")}
      />
      {!isNew && (
        <Checkbox
          checked={draft.enabled}
          onCheckedChange={(on) => set({ enabled: on === true })}
          label={t("enabled")}
        />
      )}
    </form>
  );
}

interface EventChoiceProps {
  draft: WebhookDraft;
  set: (patch: Partial<WebhookDraft>) => void;
}

function EventChoice({ draft, set }: EventChoiceProps) {
  const t = useTranslations("webhooks");
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm text-text-2">{t("form.events")}</legend>
      <div className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
        {webhookEventNames.map((event) => (
          <Checkbox
            key={event}
            checked={draft.events.includes(event)}
            onCheckedChange={(on) =>
              set({
                events: webhookEventNames.filter((one) =>
                  one === event ? on === true : draft.events.includes(one),
                ),
              })
            }
            label={t(`event.${event}`)}
          />
        ))}
      </div>
    </fieldset>
  );
}
