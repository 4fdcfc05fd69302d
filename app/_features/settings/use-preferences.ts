"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { applyTheme, rememberCookie } from "@/app/_lib/theme";
import { useTRPC } from "@/app/_lib/trpc";
import type { PreferencesInput } from "@/server/access/schema";
import type { Person } from "@/server/access/types";
import { useChooseLocale } from "./choose-locale";

/** The signed-in person's settings: applied here at once, then kept by the server; undone if it refuses. */
export function usePreferences() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const chooseLocale = useChooseLocale();
  const me = useQuery(trpc.session.me.queryOptions());
  const key = trpc.session.me.queryKey();

  const show = useCallback(
    (look: PreferencesInput) => {
      if (look.theme !== undefined) applyTheme(look.theme);
      if (look.density !== undefined) applyDensity(look.density);
      if (look.locale !== undefined) chooseLocale(look.locale);
    },
    [chooseLocale],
  );
  const save = useMutation(
    trpc.session.preferences.mutationOptions({
      onMutate: (change) => {
        const before = queries.getQueryData(key);
        if (before) queries.setQueryData(key, changed(before, change));
        show(change);
        return before;
      },
      onError: (_error, _change, before) => {
        if (!before) return;
        queries.setQueryData(key, before);
        show(before.preferences);
      },
      onSuccess: (person) => queries.setQueryData(key, person),
    }),
  );
  return { me, save };
}

function applyDensity(density: "comfortable" | "compact"): void {
  document.documentElement.dataset.density = density;
  rememberCookie("density", density);
}

function changed(person: Person, change: PreferencesInput): Person {
  const { locale, theme, density, singleKeys } = { ...person.preferences, ...change };
  const before = person.preferences;
  return {
    ...person,
    preferences: {
      locale: locale ?? before.locale,
      theme: theme ?? before.theme,
      density: density ?? before.density,
      singleKeys: singleKeys ?? before.singleKeys,
    },
  };
}
