"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_lib/cn";
import { parseFilter } from "@/server/filter/parse";

interface FilterChipProps {
  text: string;
  onEdit: () => void;
  onRemove: () => void;
}

/** One term. A term that nobody understands is shown as such and filters nothing. */
export function FilterChip({ text, onEdit, onRemove }: FilterChipProps) {
  const t = useTranslations("machines");
  const wrong = parseFilter(text).complaints.length > 0;
  const [, key = "", rest = text] = /^(-?\p{L}+)((?:[:=<>]).*)$/su.exec(text) ?? [];
  return (
    <span
      className={cn(
        "flex h-5.5 max-w-full items-center rounded-sm pl-1.5 text-sm",
        wrong ? "bg-err-bg text-err-fg" : "bg-accent-bg text-accent-text",
      )}
    >
      <button type="button" onClick={onEdit} className="min-w-0 truncate" title={t("filter.edit")}>
        {key}
        {rest.startsWith(":") ? ": " : key && " "}
        <span className="font-semibold">{rest.replace(/^:/, "")}</span>
      </button>
      <button
        type="button"
        aria-label={t("filter.remove", { term: text })}
        onClick={onRemove}
        className="relative ml-0.5 flex size-5 items-center justify-center opacity-70 after:absolute after:-inset-0.5 hover:opacity-100"
      >
        <X aria-hidden="true" className="size-3" />
      </button>
    </span>
  );
}
