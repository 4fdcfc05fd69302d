"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import type { CandidateAction } from "./candidates";

/** A libvirt daemon on TCP or TLS that asks for a name and a password of its own. */
export function SaslStep({ tell }: { tell: (action: CandidateAction) => void }) {
  const t = useTranslations("hosts.sasl");
  const [form, setForm] = useState({ username: "", password: "" });
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (form.username !== "" && form.password !== "") tell({ kind: "sasl", login: form });
  };
  const fault = (field: keyof typeof form) =>
    tried && form[field] === "" ? t(`empty.${field}`) : undefined;
  return (
    <form onSubmit={submit} noValidate className="flex max-w-90 flex-col gap-3">
      <div>
        <h3 className="font-medium">{t("title")}</h3>
        <p className="text-text-2">{t("why")}</p>
      </div>
      <Field label={t("username")} error={fault("username")} required>
        <Input
          name="sasl-name"
          autoCapitalize="none"
          value={form.username}
          onChange={(event) => setForm({ ...form, username: event.target.value })}
        />
      </Field>
      <Field label={t("password")} error={fault("password")} required>
        <Input
          name="sasl-password"
          type="password"
          value={form.password}
          onChange={(event) => setForm({ ...form, password: event.target.value })}
        />
      </Field>
      <div>
        <Button type="submit">{t("submit")}</Button>
      </div>
    </form>
  );
}
