"use client";
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC } from "@/app/_lib/trpc";
import { needsReason } from "@/server/audit/schema";
import type { OperationKind } from "@/server/operations/types";

/** Whether this person may look at the audit or set it up; undefined until the server has said. */
export function useAuditAccess() {
  return useQuery(useTRPC().audit.mine.queryOptions()).data;
}

/** Whether a reason has to be given; nobody is asked for one before the policy is known. */
export function useReasonNeeded(): (kind: OperationKind) => boolean {
  const policy = useAuditAccess()?.reason ?? "none";
  return useCallback((kind) => needsReason(policy, kind), [policy]);
}
