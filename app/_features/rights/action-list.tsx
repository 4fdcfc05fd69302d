"use client";
import { useTranslations } from "next-intl";
import { type Action, actions } from "@/server/rights/actions";

/** What a role lets one do, in words and always in the same order. */
export function ActionList({ of }: { of: readonly Action[] }) {
  const t = useTranslations("rights");
  const given = new Set(of);
  return (
    <ul className="grid gap-x-6 gap-y-0.5 text-sm text-text-2 sm:grid-cols-2">
      {actions
        .filter((action) => given.has(action))
        .map((action) => (
          <li key={action}>{t(`action.${action}`)}</li>
        ))}
    </ul>
  );
}
