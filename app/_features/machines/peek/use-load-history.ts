"use client";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useState } from "react";
import { useTRPC } from "@/app/_lib/trpc";
import type { MachineSample } from "@/server/inventory/types";

const KEPT = 90;

/** The last minute and a half of a machine's figures, at the fast cadence, while somebody looks. */
export function useLoadHistory(machine: {
  hostId: string;
  uuid: string;
}): readonly MachineSample[] {
  const trpc = useTRPC();
  const [history, setHistory] = useState<readonly MachineSample[]>([]);
  useSubscription(
    trpc.inventory.machineSamples.subscriptionOptions(
      { machine: { hostId: machine.hostId, uuid: machine.uuid } },
      {
        onData: (sample) => setHistory((before) => [...before.slice(1 - KEPT), sample]),
      },
    ),
  );
  return history;
}
