"use client";
import { useTranslations } from "next-intl";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";

interface ReasonFieldProps {
  value: string;
  needed: boolean;
  onChange: (value: string) => void;
}

const CHARS_MAX = 500;

/** Why something is done, for the audit. */
export function ReasonField({ value, needed, onChange }: ReasonFieldProps) {
  const t = useTranslations("audit.reason");
  return (
    <Field
      label={t("label")}
      aside={needed ? t("needed") : t("optional")}
      hint={t("hint")}
      required={needed}
    >
      <Input
        value={value}
        maxLength={CHARS_MAX}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
