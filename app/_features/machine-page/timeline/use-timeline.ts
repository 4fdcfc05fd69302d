"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useMachine, useOperations } from "@/app/_lib/fleet-store";
import { useTRPCClient } from "@/app/_lib/trpc";
import type { TimelineItem } from "@/server/audit/timeline";
import type { MachineKey } from "@/server/machines/schema";

const PAGE = 50;
const firstPage: number | null = null;
/** A change from outside is in the audit only once the machine has been quiet for a moment. */
const SETTLED_AFTER_MS = 3_000;

/** A machine's past by pages, newest first; what is under way moves by itself. */
export function useTimeline({ hostId, uuid }: MachineKey) {
  const client = useTRPCClient();
  const list = useInfiniteQuery({
    queryKey: ["audit.timeline", uuid],
    queryFn: ({ pageParam, signal }) =>
      client.audit.timeline.query(
        {
          machine: { hostId, uuid },
          limit: PAGE,
          ...(pageParam === null ? {} : { beforeMs: pageParam }),
        },
        { signal },
      ),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextBeforeMs,
  });
  const operations = useOperations().filter(({ target }) => target.uuid === uuid);
  const row = useMachine({ hostId, uuid });
  const news = operations.map(({ id, state }) => `${id}:${state}`).join();
  const state = row && `${row.state} ${row.name} ${row.vcpus} ${row.memoryMaxKib}`;
  const { refetch } = list;
  useEffect(() => {
    if (news !== "") void refetch();
  }, [news, refetch]);
  useEffect(() => {
    if (state === undefined) return;
    const timer = setTimeout(() => void refetch(), SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [state, refetch]);
  const live = new Map(operations.map((operation) => [operation.id, operation]));
  const stored = list.data?.pages.flatMap((page) => page.items) ?? [];
  const items = stored.map((item): TimelineItem => {
    const now = item.kind === "operation" ? live.get(item.operation.id) : undefined;
    return item.kind === "operation" && now ? { ...item, operation: now } : item;
  });
  return { list, items };
}
