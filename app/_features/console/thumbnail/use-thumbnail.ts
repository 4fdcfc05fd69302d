"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/app/_lib/trpc";
import type { MachineKey } from "@/server/machines/schema";

const REFRESH_MS = 10_000;

/** What a running machine shows, small; taken again every ten seconds while somebody can see it. */
export function useThumbnail({ hostId, uuid }: MachineKey, isVisible: boolean) {
  const trpc = useTRPC();
  return useQuery(
    trpc.consoles.thumbnail.queryOptions(
      { machine: { hostId, uuid } },
      {
        enabled: isVisible,
        refetchInterval: REFRESH_MS,
        staleTime: REFRESH_MS,
        retry: false,
        placeholderData: keepPreviousData,
      },
    ),
  );
}
