"use client";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { OperationListInput } from "@/server/operations/schema";
import { operationKinds } from "@/server/operations/types";

export const states = ["all", "open", "succeeded", "failed", "cancelled"] as const;
export const whose = ["everyone", "mine"] as const;
export const sinces = ["ever", "hour", "day", "week"] as const;
const kinds = ["any", ...operationKinds] as const;

const spanMs = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 } as const;
/** Rounded, so that the same filter asked twice is the same question. */
const STEP_MS = 60_000;

const parsers = {
  state: parseAsStringLiteral(states).withDefault("all"),
  who: parseAsStringLiteral(whose).withDefault("everyone"),
  kind: parseAsStringLiteral(kinds).withDefault("any"),
  host: parseAsString.withDefault("any"),
  since: parseAsStringLiteral(sinces).withDefault("ever"),
};

/** The filter of the activity page, in the address, and the question it makes. */
export function useActivityFilter() {
  const [{ state, who, kind, host, since }, set] = useQueryStates(parsers);
  const scope = useMemo<Omit<OperationListInput, "cursor" | "limit">>(
    () => ({
      ...(state === "all" ? {} : { state }),
      ...(who === "mine" ? { mine: true } : {}),
      ...(kind === "any" ? {} : { kind }),
      ...(host === "any" ? {} : { hostId: host }),
      ...(since === "ever" ? {} : { sinceMs: startOf(since) }),
    }),
    [state, who, kind, host, since],
  );
  return {
    state,
    who,
    kind,
    hostId: host,
    since,
    scope,
    filtered: Object.keys(scope).length > 0,
    setState: (value: typeof state) => void set({ state: value }),
    setWho: (value: typeof who) => void set({ who: value }),
    setKind: (value: typeof kind) => void set({ kind: value }),
    setHostId: (value: string) => void set({ host: value }),
    setSince: (value: typeof since) => void set({ since: value }),
    clear: () => void set(null),
  };
}

function startOf(since: keyof typeof spanMs): number {
  return Math.floor((Date.now() - spanMs[since]) / STEP_MS) * STEP_MS;
}
