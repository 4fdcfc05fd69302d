"use client";
import { tabClass } from "../_ui/tabs";

interface ChoiceTabsProps<V extends string> {
  label: string;
  value: V;
  values: readonly V[];
  word: (value: V) => string;
  onChoose: (value: V) => void;
}

/** A filter with few values, all in sight, in the looks of tabs. */
export function ChoiceTabs<V extends string>(props: ChoiceTabsProps<V>) {
  return (
    <fieldset className="flex min-w-0 gap-0.5">
      <legend className="sr-only">{props.label}</legend>
      {props.values.map((value) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === props.value}
          data-state={value === props.value ? "active" : "inactive"}
          className={tabClass}
          onClick={() => props.onChoose(value)}
        >
          {props.word(value)}
        </button>
      ))}
    </fieldset>
  );
}
