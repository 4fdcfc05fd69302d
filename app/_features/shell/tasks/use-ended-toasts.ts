"use client";
import { useEffect } from "react";
import { useProblemWords } from "@/app/_components/problem-text";
import { onOperationEnd } from "@/app/_lib/fleet/store";
import { toast } from "@/app/_ui/toast";
import { useTaskWords } from "./use-task-words";

/** My task that failed is told aloud, with cause and fix; success is seen in the row and the strip. */
export function useEndedToasts(meId: string | undefined): void {
  const problemWords = useProblemWords();
  const { outcome } = useTaskWords();
  useEffect(
    () =>
      onOperationEnd((operation) => {
        if (operation.requestedBy.id !== meId) return;
        if (operation.state !== "failed" && operation.state !== "abandoned") return;
        const words = operation.problem ? problemWords(operation.problem) : undefined;
        toast.error(outcome(operation), {
          id: operation.id,
          ...(words ? { description: `${words.title}. ${words.fix}` } : {}),
          durationMs: 12_000,
        });
      }),
    [meId, problemWords, outcome],
  );
}
