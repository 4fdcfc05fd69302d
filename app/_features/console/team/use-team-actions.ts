"use client";
import { useMemo } from "react";
import { problemOf } from "@/app/_components/problem-of";
import { useProblemWords } from "@/app/_components/problem-text";
import { useTRPCClient } from "@/app/_lib/trpc";
import { toast } from "@/app/_ui/toast";
import type { MachineKey } from "@/server/machines/schema";

/** What one can do about who drives; a refusal is told in a toast. */
export function useTeamActions({ hostId, uuid }: MachineKey, seatId: string | undefined) {
  const { consoles } = useTRPCClient();
  const words = useProblemWords();
  return useMemo(() => {
    const machine = { hostId, uuid };
    const own = { machine, seatId: seatId ?? "" };
    const tell = (error: unknown) => {
      const { title, cause } = words(problemOf(error));
      toast.error(title, { description: cause });
    };
    const run = (work: Promise<unknown>) => void work.catch(tell);
    return {
      ask: () => run(consoles.askControl.mutate(own)),
      release: () => run(consoles.releaseControl.mutate(own)),
      takeOver: () => run(consoles.takeOver.mutate(own)),
      handOver: (toSeatId: string) => run(consoles.handOver.mutate({ ...own, toSeatId })),
      decline: (toSeatId: string) => run(consoles.declineControl.mutate({ ...own, toSeatId })),
      close: (otherSeatId: string) => run(consoles.kick.mutate({ machine, seatId: otherSeatId })),
    };
  }, [consoles, words, hostId, uuid, seatId]);
}

export type TeamActions = ReturnType<typeof useTeamActions>;
