"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useOperations } from "@/app/_lib/fleet-store";
import { useTRPC } from "@/app/_lib/trpc";
import type { MigrationListInput } from "@/server/migrations/schema";

type Scope = Omit<MigrationListInput, "cursor" | "limit">;

/** The history by pages, newest first; read again when a migration starts or ends. */
export function useMigrationList(scope: Scope) {
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.migrations.list.infiniteQueryOptions(
      { ...scope, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
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
