"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/app/_lib/trpc";

/** The id of the person who is signed in, once known. */
export function useMyId(): string | undefined {
  const trpc = useTRPC();
  return useQuery(trpc.session.me.queryOptions()).data?.id;
}
