"use client";
import { useEffect, useState } from "react";
import { SeriesBuffer } from "@/app/_components/time-chart/series-buffer";
import { useTRPCClient } from "@/app/_lib/trpc";

export const cpuColumn = 0;
export const memoryColumn = 1;

/** A host's load at the fast cadence, for as long as the page is open and the host is there. */
export function useHostSamples(hostId: string, live: boolean): SeriesBuffer {
  const client = useTRPCClient();
  const [buffer] = useState(() => new SeriesBuffer(2));
  useEffect(() => {
    if (!live) return;
    const subscription = client.inventory.hostSamples.subscribe(
      { hostId },
      {
        onData: ({ atMs, cpuPercent, memoryUsedKib }) =>
          buffer.push(atMs, [cpuPercent, memoryUsedKib]),
      },
    );
    return () => subscription.unsubscribe();
  }, [client, hostId, live, buffer]);
  return buffer;
}
