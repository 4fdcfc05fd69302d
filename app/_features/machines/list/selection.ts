"use client";
import { useCallback, useMemo, useRef, useState } from "react";

const empty: ReadonlySet<string> = new Set();

/**
 * Which rows are selected. Only what is in the list counts: a row that a filter hides is dropped, so
 * nothing unseen is ever acted on.
 */
export function useSelection(keys: readonly string[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(empty);
  const anchor = useRef<string | undefined>(undefined);
  const visible = useMemo(() => new Set(keys), [keys]);
  const selected = useMemo(() => keys.filter((key) => chosen.has(key)), [keys, chosen]);
  if (selected.length !== chosen.size) setChosen(new Set(selected));

  const keep = useCallback(
    (next: Iterable<string>) => setChosen(new Set([...next].filter((key) => visible.has(key)))),
    [visible],
  );
  const toggle = useCallback(
    (key: string) => {
      anchor.current = key;
      const next = new Set(selected);
      if (!next.delete(key)) next.add(key);
      keep(next);
    },
    [keep, selected],
  );
  /** From the last toggled row to this one, as Shift does everywhere. */
  const extendTo = useCallback(
    (key: string) => {
      const from = anchor.current === undefined ? -1 : keys.indexOf(anchor.current);
      const to = keys.indexOf(key);
      if (from < 0) anchor.current = key;
      const [low, high] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
      keep([...selected, ...keys.slice(low, high + 1)]);
    },
    [keep, keys, selected],
  );
  const all = useCallback(() => keep(keys), [keep, keys]);
  const clear = useCallback(() => setChosen(empty), []);
  return { chosen, selected, toggle, extendTo, all, clear };
}

export type Selection = ReturnType<typeof useSelection>;
