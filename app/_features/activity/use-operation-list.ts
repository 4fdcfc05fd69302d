"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useOperations } from "@/app/_lib/fleet-store";
import { useTRPCClient } from "@/app/_lib/trpc";
import type { OperationListInput } from "@/server/operations/schema";

const PAGE = 50;
const firstPage: string | null = null;

type Scope = Omit<OperationListInput, "cursor" | "limit">;

/** Operations by pages, newest first; what is open comes from the feed, so it moves by itself. */
export function useOperationList(scope: Scope) {
  const client = useTRPCClient();
  // By hand: tRPC's own infinite queries send a `direction`, which the strict schema refuses.
  const list = useInfiniteQuery({
    queryKey: ["operations.list", scope],
    queryFn: ({ pageParam, signal }) =>
      client.operations.list.query(
        { ...scope, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  });
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
