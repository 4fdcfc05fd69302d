"use client";
import { useTranslations } from "next-intl";
import { deviceOf } from "./device-of";

/** "Firefox on Linux", or as much of it as the browser told. */
export function useDeviceName(): (userAgent: string | null) => string {
  const t = useTranslations("access.sessions");
  return (userAgent) => {
    const { browser, system } = deviceOf(userAgent);
    if (browser && system) return t("on", { browser, system });
    return browser ?? system ?? t("unknown");
  };
}
