"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC } from "@/app/_lib/trpc";

/** After a change of people or groups: what pages show of them, and of their rights, is read again. */
export function useRefreshPeople(): () => Promise<void> {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useCallback(async () => {
    await Promise.all([
      queries.invalidateQueries(trpc.people.pathFilter()),
      queries.invalidateQueries(trpc.rights.pathFilter()),
    ]);
  }, [queries, trpc]);
}
