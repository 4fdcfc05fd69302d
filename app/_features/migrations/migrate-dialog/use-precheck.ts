"use client";
import { type Dispatch, useEffect } from "react";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPCClient } from "@/app/_lib/trpc";
import type { MachineKey } from "@/server/machines/schema";
import { optionsOf, type Plan, type PlanAction } from "./plan";

const CHECK_AFTER_MS = 200;

/** Checks the plan as it stands, again whenever something it depends on changes. */
export function usePrecheck(
  { hostId, uuid }: MachineKey,
  plan: Plan,
  dispatch: Dispatch<PlanAction>,
): void {
  const client = useTRPCClient();
  const { destinationId } = plan;
  const options = optionsOf(plan);
  // Options are rebuilt at every render; their text is what decides whether to ask again.
  const optionsText = options === null ? null : JSON.stringify(options);
  useEffect(() => {
    if (destinationId === null || optionsText === null) return;
    let leave: (() => void) | undefined;
    const timer = setTimeout(() => {
      dispatch({ kind: "precheckStarted" });
      const subscription = client.migrations.precheck.subscribe(
        { machine: { hostId, uuid }, destinationId, options: JSON.parse(optionsText) },
        {
          onData: (message) => dispatch({ kind: "message", message }),
          onError: (error) => dispatch({ kind: "broken", problem: problemOf(error) }),
        },
      );
      leave = () => subscription.unsubscribe();
    }, CHECK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      leave?.();
    };
  }, [client, hostId, uuid, destinationId, optionsText, dispatch]);
}
