"use client";
import { useLocale, useTranslations } from "next-intl";
import { applyTheme } from "@/app/_lib/theme";
import type { Theme } from "@/server/access/schema";
import { useChooseLocale } from "../settings/choose-locale";
import { LanguageChoice, ThemeChoice } from "../settings/look-choices";

/** Language and theme, applied at once, also before there is an account. */
export function LookFields(props: { theme: Theme; onTheme: (theme: Theme) => void }) {
  const t = useTranslations("settings");
  const locale = useLocale();
  const chooseLocale = useChooseLocale();
  const chooseTheme = (theme: Theme) => {
    applyTheme(theme);
    props.onTheme(theme);
  };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-1.5">
        <span className="text-sm text-text-2">{t("language.label")}</span>
        <LanguageChoice value={locale} onChange={chooseLocale} />
      </div>
      <div className="flex flex-col gap-1.5">
        <span className="text-sm text-text-2">{t("theme.label")}</span>
        <ThemeChoice value={props.theme} onChange={chooseTheme} />
      </div>
    </div>
  );
}
