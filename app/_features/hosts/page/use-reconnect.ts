"use client";
import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "@/app/_lib/trpc";

/** Tries to connect now, without waiting for the next attempt's turn. */
export function useReconnect(hostId: string) {
  const trpc = useTRPC();
  const mutation = useMutation(trpc.hosts.reconnect.mutationOptions());
  return { ...mutation, mutate: () => mutation.mutate({ hostId }) };
}
