"use client";
import { ListFilter, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { Kbd } from "@/app/_ui/kbd";
import { splitTokens } from "@/server/filter/parse";
import { FilterChip } from "./filter-chip";
import { FilterComplaints } from "./filter-complaints";
import { SuggestionList } from "./suggestion-list";
import { suggestionsFor } from "./suggestions";

interface FilterBarProps {
  query: string;
  onQuery: (query: string) => void;
  input: RefObject<HTMLInputElement | null>;
}

/**
 * Chips and text are one state, the query in the URL: every finished term is a chip, the term being
 * typed is the text. Both filter at once.
 */
export function FilterBar({ query, onQuery, input }: FilterBarProps) {
  const t = useTranslations("machines");
  const [typed, setDraft] = useState("");
  const [open, setOpen] = useState(false);
  const [picked, setPicked] = useState(-1);
  // A query that was changed from elsewhere (a saved view, Back) no longer ends with what was typed.
  const draft = query.endsWith(typed.trim()) ? typed : "";
  const chips = chipsOf(query, draft);
  // With chips and nothing typed the list would only cover the rows that the chips have found.
  const suggestions = open && (draft !== "" || chips.length === 0) ? suggestionsFor(draft) : [];

  const write = (nextChips: readonly string[], nextDraft: string) => {
    setDraft(nextDraft);
    setPicked(-1);
    onQuery([...nextChips, nextDraft].filter((part) => part.trim() !== "").join(" "));
  };
  const type = (text: string) => {
    setOpen(true);
    const tokens = splitTokens(text);
    const finished = /\s$/.test(text) && !hasOpenQuote(text);
    if (finished && tokens.length > 0) write([...chips, ...tokens], "");
    else write(chips, text);
  };
  const accept = (text: string) => {
    if (/[:=<>]$/.test(text)) write(chips, text);
    else write([...chips, text], "");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const chosen = suggestions[picked];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && suggestions.length > 0) {
      event.preventDefault();
      setPicked((picked + step + suggestions.length) % suggestions.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && chosen) {
      event.preventDefault();
      accept(chosen.text);
    } else if (event.key === "Enter") {
      if (draft.trim()) write([...chips, ...splitTokens(draft)], "");
      setOpen(false);
    } else if (event.key === "Backspace" && draft === "" && chips.length > 0) {
      event.preventDefault();
      write(chips.slice(0, -1), chips.at(-1) ?? "");
    } else if (event.key === "Escape") {
      if (open && suggestions.length > 0) setOpen(false);
      else input.current?.blur();
    }
  };

  return (
    <search className="relative min-w-0 flex-1">
      <div className="flex min-h-8 coarse:min-h-11 flex-wrap items-center gap-1.5 rounded-md border border-border-strong bg-surface py-1 pr-2 pl-2.5 focus-within:border-accent focus-within:outline-2 focus-within:outline-accent/35">
        <ListFilter aria-hidden="true" className="size-4 shrink-0 text-text-3" />
        {chips.map((chip, i) => (
          <FilterChip
            key={keyAmong(chips, i)}
            text={chip}
            onEdit={() => {
              write(
                chips.filter((_, at) => at !== i),
                chip,
              );
              input.current?.focus();
            }}
            onRemove={() =>
              write(
                chips.filter((_, at) => at !== i),
                draft,
              )
            }
          />
        ))}
        <input
          ref={input}
          value={draft}
          role="combobox"
          aria-label={t("filter.label")}
          aria-expanded={suggestions.length > 0}
          aria-controls="filter-suggestions"
          aria-autocomplete="list"
          aria-activedescendant={picked >= 0 ? `filter-suggestion-${picked}` : undefined}
          placeholder={chips.length === 0 ? t("filter.placeholder") : ""}
          autoComplete="off"
          spellCheck={false}
          className="h-5.5 min-w-30 flex-1 bg-transparent outline-none"
          onChange={(event) => type(event.target.value)}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        {query === "" ? (
          <Kbd aria-hidden="true">/</Kbd>
        ) : (
          <button
            type="button"
            aria-label={t("filter.clear")}
            onClick={() => write([], "")}
            className="flex size-6 items-center justify-center rounded-sm text-text-3 hover:text-text"
          >
            <X aria-hidden="true" className="size-4" />
          </button>
        )}
      </div>
      <SuggestionList suggestions={suggestions} picked={picked} onPick={accept} />
      <FilterComplaints query={query} onReplace={(text) => write(splitTokens(text), "")} />
    </search>
  );
}

/** The finished terms of a query: all of it but the text that is still being typed at its end. */
function chipsOf(query: string, draft: string): string[] {
  const tail = draft.trim();
  const done = tail !== "" && query.endsWith(tail) ? query.slice(0, -tail.length) : query;
  return splitTokens(done);
}

function hasOpenQuote(text: string): boolean {
  return (text.replace(/\\./g, "").match(/"/g)?.length ?? 0) % 2 === 1;
}

/** Two chips may say the same: the second of them is told apart by its count. */
function keyAmong(chips: readonly string[], at: number): string {
  const chip = chips[at] ?? "";
  return `${chip} ${chips.slice(0, at).filter((other) => other === chip).length}`;
}
