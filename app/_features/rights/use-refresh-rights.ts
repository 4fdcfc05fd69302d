"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC } from "@/app/_lib/trpc";

/** After a change of grants, roles or projects: what the pages show of them is read again. */
export function useRefreshRights(): () => Promise<void> {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useCallback(async () => {
    await Promise.all([
      queries.invalidateQueries(trpc.rights.pathFilter()),
      queries.invalidateQueries(trpc.projects.pathFilter()),
    ]);
  }, [queries, trpc]);
}
