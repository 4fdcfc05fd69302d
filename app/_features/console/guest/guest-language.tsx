"use client";
import { useLocale } from "next-intl";
import { useChooseLocale } from "../../settings/choose-locale";
import { LanguageChoice } from "../../settings/look-choices";

export function GuestLanguage() {
  return <LanguageChoice value={useLocale()} onChange={useChooseLocale()} />;
}
