"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useOperations } from "@/app/_lib/fleet-store";
import { useTRPC } from "@/app/_lib/trpc";
import type { OperationListInput } from "@/server/operations/schema";

type Scope = Omit<OperationListInput, "cursor" | "limit">;

/** Operations by pages, newest first; what is open comes from the feed, so it moves by itself. */
export function useOperationList(scope: Scope) {
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.operations.list.infiniteQueryOptions(
      { ...scope, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const operations = useOperations();
  const live = new Map(operations.map((operation) => [operation.id, operation]));
  const news = operations.map(({ id, state }) => `${id}:${state}`).join();
  const { refetch } = list;
  useEffect(() => {
    if (news !== "") void refetch();
  }, [news, refetch]);
  const stored = list.data?.pages.flatMap((page) => page.items) ?? [];
  return { list, items: stored.map((operation) => live.get(operation.id) ?? operation) };
}
