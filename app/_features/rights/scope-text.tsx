"use client";
import { useTranslations } from "next-intl";
import type { GrantView } from "@/server/rights/views";

/** Where a grant reaches, by the names that things have now. */
export function ScopeText({ grant }: { grant: Pick<GrantView, "scope" | "scopeName"> }) {
  const t = useTranslations("rights.scope");
  const { scope, scopeName } = grant;
  if (scope.kind === "fleet") return t("fleet");
  const name = scopeName ?? t("gone");
  if (scope.kind === "pool") return t("pool", { pool: scope.pool, host: name });
  if (scope.kind === "network") return t("network", { network: scope.network, host: name });
  return t(scope.kind, { name });
}
