"use client";
import { useTranslations } from "next-intl";
import { Radio, RadioGroup } from "@/app/_ui/radio-group";
import {
  type Density,
  densities,
  type Locale,
  locales,
  type Theme,
  themes,
} from "@/server/access/schema";

interface ChoiceProps<V extends string> {
  value: V;
  onChange: (value: V) => void;
}

interface RowProps<V extends string> extends ChoiceProps<V> {
  label: string;
  options: readonly { value: V; label: string; lang?: string }[];
}

function ChoiceRow<V extends string>({ label, value, onChange, options }: RowProps<V>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(chosen) => {
        const option = options.find((known) => known.value === chosen);
        if (option) onChange(option.value);
      }}
      className="flex-row flex-wrap gap-x-5"
    >
      {options.map((option) => (
        <Radio
          key={option.value}
          value={option.value}
          label={<span lang={option.lang}>{option.label}</span>}
        />
      ))}
    </RadioGroup>
  );
}

export function LanguageChoice(props: ChoiceProps<Locale>) {
  const t = useTranslations("settings.language");
  const options = locales.map((value) => ({ value, label: t(`options.${value}`), lang: value }));
  return <ChoiceRow {...props} label={t("label")} options={options} />;
}

export function ThemeChoice(props: ChoiceProps<Theme>) {
  const t = useTranslations("settings.theme");
  const options = themes.map((value) => ({ value, label: t(`options.${value}`) }));
  return <ChoiceRow {...props} label={t("label")} options={options} />;
}

export function DensityChoice(props: ChoiceProps<Density>) {
  const t = useTranslations("settings.density");
  const options = densities.map((value) => ({ value, label: t(`options.${value}`) }));
  return <ChoiceRow {...props} label={t("label")} options={options} />;
}
