"use client";
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { rememberCookie } from "@/app/_lib/theme";
import type { Locale } from "@/server/access/schema";

/** Remembers the language in this browser and renders the page again in it; typed text stays. */
export function useChooseLocale(): (locale: Locale) => void {
  const router = useRouter();
  return useCallback(
    (locale) => {
      rememberCookie("locale", locale);
      document.documentElement.lang = locale;
      router.refresh();
    },
    [router],
  );
}
