"use client";
import { useTranslations } from "next-intl";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import type { Theme } from "@/server/access/schema";
import type { AccountFault, AccountForm } from "./account-validation";
import { LookFields } from "./look-fields";
import { PasswordInput } from "./password-input";
import { StrengthMeter } from "./strength-meter";

interface AccountFieldsProps {
  form: AccountForm;
  faults: Partial<Record<keyof AccountForm, AccountFault>>;
  onChange: (field: keyof AccountForm, value: string) => void;
  theme: Theme;
  onTheme: (theme: Theme) => void;
  autoFocus?: boolean;
}

/** What every new account is made of: a name, a password, a language and a look. */
export function AccountFields({ form, faults, onChange, ...props }: AccountFieldsProps) {
  const t = useTranslations("access.setup");
  const faultOf = (field: keyof AccountForm) => faults[field] && t(`faults.${faults[field]}`);
  return (
    <>
      <Field label={t("name")} hint={t("nameHint")} error={faultOf("name")} required>
        <Input
          name="name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={props.autoFocus === true}
          value={form.name}
          onChange={(event) => onChange("name", event.target.value)}
        />
      </Field>
      <div className="flex flex-col gap-2">
        <Field label={t("password")} hint={t("passwordHint")} error={faultOf("password")} required>
          <PasswordInput
            name="password"
            autoComplete="new-password"
            value={form.password}
            onChange={(event) => onChange("password", event.target.value)}
          />
        </Field>
        <StrengthMeter password={form.password} name={form.name} />
      </div>
      <LookFields theme={props.theme} onTheme={props.onTheme} />
    </>
  );
}
