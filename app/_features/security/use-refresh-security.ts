"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC } from "@/app/_lib/trpc";

/** After a change of one's factors: they are read again, and with them how one can prove oneself. */
export function useRefreshSecurity(): () => Promise<void> {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useCallback(async () => {
    await Promise.all([
      queries.invalidateQueries(trpc.security.get.queryFilter()),
      queries.invalidateQueries(trpc.session.stepUpWays.queryFilter()),
    ]);
  }, [queries, trpc]);
}
