"use client";
import { Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useProblemWords } from "@/app/_components/problem-text";
import type { ParsedAddress } from "@/server/hosts/types";

/** What each typed line was understood as, or what is wrong with it. */
export function AddressLines({ lines }: { lines: readonly ParsedAddress[] }) {
  const t = useTranslations("hosts.add");
  if (lines.length === 0) return null;
  const wrong = lines.filter((line) => line.problem !== null).length;
  return (
    <div className="flex flex-col gap-1.5">
      <p role="status" className="sr-only">
        {t("linesSummary", { good: lines.length - wrong, wrong })}
      </p>
      <ul className="flex flex-col gap-1">
        {lines.map((line) => (
          <AddressLine key={line.line} line={line} />
        ))}
      </ul>
    </div>
  );
}

function AddressLine({ line }: { line: ParsedAddress }) {
  const t = useTranslations("hosts.add");
  const words = useProblemWords();
  if (line.problem !== null) {
    const { title, cause, fix } = words(line.problem);
    return (
      <li className="flex items-start gap-2">
        <X className="mt-0.5 size-4 shrink-0 text-err-dot" aria-hidden="true" />
        <span className="min-w-0">
          <span className="text-text-3">{t("lineNumber", { line: line.line })}</span>{" "}
          <span className="mono break-all">{line.text}</span>
          <span className="block text-err-fg text-sm">{t("lineFault", { title, cause, fix })}</span>
        </span>
      </li>
    );
  }
  return (
    <li className="flex items-start gap-2">
      <Check className="mt-0.5 size-4 shrink-0 text-run-dot" aria-hidden="true" />
      <span className="min-w-0">
        <span className="mono break-all">{line.uri}</span>
        {line.suggestedName !== null && (
          <span className="text-text-3"> {t("lineName", { name: line.suggestedName })}</span>
        )}
      </span>
    </li>
  );
}
