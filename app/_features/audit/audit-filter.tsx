"use client";
import { ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/button";
import type { AuditComplaint } from "@/server/audit/query";

interface AuditFilterProps {
  query: string;
  /** What the server did not understand of it. */
  complaints: readonly AuditComplaint[];
  onQuery: (query: string) => void;
}

const quick = [
  "is:denied",
  "is:outside",
  "action:session.",
  "action:console.",
  "since:24h",
] as const;

/** The filter of the machines' list in its grammar, over the audit's own keys; the server reads it. */
export function AuditFilter({ query, complaints, onQuery }: AuditFilterProps) {
  const t = useTranslations("audit.filter");
  const [text, setText] = useState(query);
  const first = complaints[0];
  return (
    <div className="flex flex-col gap-1.5">
      <search>
        <form
          className="flex flex-wrap items-center gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            onQuery(text.trim());
          }}
        >
          <span className="flex min-h-8 min-w-60 flex-1 items-center gap-1.5 rounded-md border border-border-strong bg-surface px-2.5 focus-within:border-accent focus-within:outline-2 focus-within:outline-accent/35 coarse:min-h-11">
            <ListFilter aria-hidden="true" className="size-4 shrink-0 text-text-3" />
            <input
              type="search"
              value={text}
              aria-label={t("label")}
              aria-describedby="audit-filter-said"
              placeholder={t("placeholder")}
              autoComplete="off"
              spellCheck={false}
              className="h-5.5 min-w-0 flex-1 bg-transparent outline-none"
              onChange={(event) => setText(event.target.value)}
            />
          </span>
          <Button type="submit">{t("apply")}</Button>
        </form>
      </search>
      <div className="flex flex-wrap items-center gap-1.5">
        {quick.map((term) => (
          <Button
            key={term}
            size="sm"
            variant="ghost"
            className="mono"
            onClick={() => onQuery(query.includes(term) ? query : `${query} ${term}`.trim())}
          >
            {term}
          </Button>
        ))}
        <span className="text-sm text-text-3 max-md:hidden">{t("keys")}</span>
      </div>
      <p id="audit-filter-said" role="status" className={first ? "text-err-fg text-sm" : "sr-only"}>
        {first && t(`complaint.${first.kind}`, { key: first.key, value: first.value })}
      </p>
    </div>
  );
}
