"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { BuiltInRole } from "@/server/rights/actions";

/** Built-in roles in the reader's language, custom ones as they were named. */
export function useRoleName(): (role: { builtIn: BuiltInRole | null; name: string }) => string {
  const t = useTranslations("rights");
  return useCallback(({ builtIn, name }) => (builtIn ? t(`role.${builtIn}`) : name), [t]);
}
