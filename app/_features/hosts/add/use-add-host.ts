"use client";
import { useMutation } from "@tanstack/react-query";
import { useCallback } from "react";
import { problemOf } from "@/app/_components/problem-of";
import { newIntent } from "@/app/_lib/intent-key";
import { useTRPC } from "@/app/_lib/trpc";
import { type Candidate, type CandidateAction, shownFingerprint, usesSsh } from "./candidates";

/** Registers a host whose checklist passed; told twice, it is still one host. */
export function useAddHost() {
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.hosts.add.mutationOptions());
  return useCallback(
    async (candidate: Candidate, tell: (action: CandidateAction) => void) => {
      tell({ kind: "adding" });
      const fingerprint = candidate.trusted ?? shownFingerprint(candidate);
      const pin = usesSsh(candidate.uri) && fingerprint !== null;
      try {
        const { hostId } = await mutateAsync({
          uri: candidate.uri,
          name: candidate.name.trim(),
          intent: newIntent(),
          ...(pin ? { hostKeySha256: fingerprint } : {}),
          ...(candidate.sasl === null ? {} : { sasl: candidate.sasl }),
        });
        tell({ kind: "added", hostId });
      } catch (error) {
        tell({ kind: "refused", problem: problemOf(error) });
      }
    },
    [mutateAsync],
  );
}
