"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPCClient } from "@/app/_lib/trpc";
import type { AuditEventView } from "@/server/audit/audit-view";
import type { Problem } from "@/server/problem";

const PAGE = 50;
const firstPage: number | null = null;
/** Lines that may come in above the list before the oldest of them go; a new look shows all. */
const LIVE_MAX = 500;

/** The audit by pages, newest first; while live, what happens comes in on top. */
export function useAuditList(q: string, live: boolean) {
  const client = useTRPCClient();
  const list = useInfiniteQuery({
    queryKey: ["audit.list", q],
    queryFn: ({ pageParam, signal }) =>
      client.audit.list.query(
        { q, limit: PAGE, ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextBefore,
  });
  const [news, setNews] = useState<{ q: string; events: AuditEventView[] }>({ q, events: [] });
  const [broken, setBroken] = useState<Problem | null>(null);
  const { refetch } = list;
  useEffect(() => {
    if (!live) return;
    setBroken(null);
    // From the first message on nothing is missed; what was before it, the list has.
    const subscription = client.audit.tail.subscribe(
      { q },
      {
        onData: (events) => {
          if (events.length === 0) return void refetch();
          setNews((before) => ({
            q,
            events: [...events, ...(before.q === q ? before.events : [])].slice(0, LIVE_MAX),
          }));
        },
        onError: (error) => setBroken(problemOf(error)),
      },
    );
    return () => subscription.unsubscribe();
  }, [client, q, live, refetch]);
  const pages = list.data?.pages ?? [];
  const stored = pages.flatMap((page) => page.items);
  const newest = stored[0]?.seq ?? 0;
  const fresh = news.q === q ? news.events.filter(({ seq }) => seq > newest) : [];
  return { list, items: [...fresh, ...stored], complaints: pages[0]?.complaints ?? [], broken };
}
