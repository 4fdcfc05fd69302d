"use client";
import { useEffect } from "react";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPCClient } from "@/app/_lib/trpc";
import type { Candidate, CandidateAction } from "./candidates";

/** Runs the checklist of one address; a new run number, key or login runs it again. */
export function useProbe(candidate: Candidate, tell: (action: CandidateAction) => void): void {
  const client = useTRPCClient();
  const { uri, run, trusted, sasl, state } = candidate;
  const checking = state === "checking";
  useEffect(() => {
    if (!checking) return;
    const subscription = client.hosts.probe.subscribe(
      {
        uri,
        ...(trusted === null ? {} : { hostKeySha256: trusted }),
        ...(sasl === null ? {} : { sasl }),
      },
      {
        onData: (message) => tell({ kind: "message", run, message }),
        onError: (error) => tell({ kind: "broken", run, problem: problemOf(error) }),
      },
    );
    return () => subscription.unsubscribe();
  }, [client, checking, uri, run, trusted, sasl, tell]);
}
