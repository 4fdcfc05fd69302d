"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useOperations } from "@/app/_lib/fleet-store";
import { useTRPC } from "@/app/_lib/trpc";
import type { OperationView } from "@/server/operations/types";
import { recordProgress } from "./progress-history";

/** The operation as the feed tells it; asked for once when the feed no longer holds it. */
export function useFollowedOperation(operationId: string) {
  const trpc = useTRPC();
  const live = useOperations().find(({ id }) => id === operationId);
  const asked = useQuery({
    ...trpc.operations.get.queryOptions({ id: operationId }),
    enabled: live === undefined,
  });
  const operation: OperationView | undefined = live ?? asked.data;
  useEffect(() => {
    if (operation) recordProgress(operation);
  }, [operation]);
  return { operation, error: operation ? null : asked.error };
}
