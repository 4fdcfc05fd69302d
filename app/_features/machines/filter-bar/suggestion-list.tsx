"use client";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_lib/cn";
import type { Suggestion } from "./suggestions";

interface SuggestionListProps {
  suggestions: readonly Suggestion[];
  picked: number;
  onPick: (text: string) => void;
}

export function SuggestionList({ suggestions, picked, onPick }: SuggestionListProps) {
  const t = useTranslations("machines");
  return (
    <div
      id="filter-suggestions"
      role="listbox"
      aria-label={t("filter.suggestions")}
      className={cn(
        "absolute top-full left-0 z-30 mt-1 w-80 animate-pop rounded-lg border border-border bg-raised p-1 shadow-float",
        suggestions.length === 0 && "hidden",
      )}
    >
      {suggestions.map((suggestion, i) => (
        <div
          key={suggestion.text}
          id={`filter-suggestion-${i}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === picked}
          // The input must not lose the focus before the click is heard.
          onMouseDown={(event) => {
            event.preventDefault();
            onPick(suggestion.text);
          }}
          className={cn(
            "flex min-h-7 items-center gap-3 rounded-md px-2 hover:bg-hover coarse:min-h-11",
            i === picked && "bg-hover",
          )}
        >
          <span className="mono">{suggestion.text}</span>
          {suggestion.kind === "key" && (
            <span className="ml-auto truncate text-sm text-text-3">
              {t(`filter.key.${suggestion.key}`)}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}
