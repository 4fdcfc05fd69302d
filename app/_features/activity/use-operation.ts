"use client";
import { useQuery } from "@tanstack/react-query";
import { useOperations } from "@/app/_lib/fleet-store";
import { useTRPC } from "@/app/_lib/trpc";
import type { OperationView } from "@/server/operations/types";

/** One operation, live while it is open. */
export function useOperation(id: string) {
  const trpc = useTRPC();
  const asked = useQuery(trpc.operations.get.queryOptions({ id }));
  const live = useOperations().find((operation) => operation.id === id);
  const operation: OperationView | undefined = live ?? asked.data;
  return { operation, asked };
}
