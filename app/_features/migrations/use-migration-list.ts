"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useOperations } from "@/app/_lib/fleet-store";
import { useTRPCClient } from "@/app/_lib/trpc";
import type { MigrationListInput } from "@/server/migrations/schema";

const PAGE = 50;
const firstPage: string | null = null;

type Scope = Omit<MigrationListInput, "cursor" | "limit">;

/** The history by pages, newest first; read again when a migration starts or ends. */
export function useMigrationList(scope: Scope) {
  const client = useTRPCClient();
  // By hand: tRPC's own infinite queries send a `direction`, which the strict schema refuses.
  const list = useInfiniteQuery({
    queryKey: ["migrations.list", scope],
    queryFn: ({ pageParam, signal }) =>
      client.migrations.list.query(
        { ...scope, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
  const news = useOperations()
    .filter(({ kind }) => kind === "machine.migrate")
    .map(({ id, state }) => `${id}:${state}`)
    .join();
  const { refetch } = list;
  useEffect(() => {
    if (news !== "") void refetch();
  }, [news, refetch]);
  return { list, items: list.data?.pages.flatMap((page) => page.items) ?? [] };
}
