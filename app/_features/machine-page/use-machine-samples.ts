"use client";
import { useEffect, useState } from "react";
import { SeriesBuffer } from "@/app/_components/time-chart/series-buffer";
import { useTRPCClient } from "@/app/_lib/trpc";
import type { MachineKey } from "@/server/machines/schema";

export const sampleColumns = {
  cpu: 0,
  memory: 1,
  diskRead: 2,
  diskWrite: 3,
  netRx: 4,
  netTx: 5,
} as const;

/** A machine's figures at the fast cadence, for as long as somebody looks. */
export function useMachineSamples({ hostId, uuid }: MachineKey): SeriesBuffer {
  const client = useTRPCClient();
  const [buffer] = useState(() => new SeriesBuffer(6));
  useEffect(() => {
    const subscription = client.inventory.machineSamples.subscribe(
      { machine: { hostId, uuid } },
      {
        onData: (sample) =>
          buffer.push(sample.atMs, [
            sample.cpuPercent,
            sample.memoryPercent,
            sample.diskReadBps,
            sample.diskWriteBps,
            sample.netRxBps,
            sample.netTxBps,
          ]),
      },
    );
    return () => subscription.unsubscribe();
  }, [client, hostId, uuid, buffer]);
  return buffer;
}
