"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { problemOf } from "@/app/_components/problem-of";
import { useProblemWords } from "@/app/_components/problem-text";
import { useTRPCClient } from "@/app/_lib/trpc";
import { toast } from "@/app/_ui/toast";
import type { MachineAction } from "@/server/machines/schema";
import { useReasonNeeded } from "../../audit/use-audit-access";
import { actionQuestion } from "./action-requests";
import { actionTable } from "./action-table";
import { type Eligible, eligibleFor } from "./eligible";
import { startGrace } from "./grace";
import { submitAction } from "./submit-action";
import { useRefusalToast } from "./use-refusal-toast";

/** Runs power actions on machines (`hostId/uuid` keys), with the friction that each deserves. */
export function useMachineActions() {
  const client = useTRPCClient();
  const words = useProblemWords();
  const refused = useRefusalToast();
  const t = useTranslations("machines");
  const reasonNeeded = useReasonNeeded();

  /** Sends without asking; what went wrong is said in a toast. */
  const submit = useCallback(
    async (action: MachineAction, keys: readonly string[], reason?: string) => {
      try {
        const results = await submitAction(client, action, keys, reason);
        refused(action, results);
      } catch (error) {
        const { title, fix } = words(problemOf(error));
        toast.error(title, { description: fix, durationMs: 10_000 });
      }
    },
    [client, refused, words],
  );

  const run = useCallback(
    (action: MachineAction, keys: readonly string[], onSubmitted?: () => void) => {
      const eligible = eligibleFor(action, keys);
      const first = eligible.rows[0];
      if (!first) return;
      const { friction, askForMany } = actionTable[action];
      const many = eligible.rows.length > 1;
      if (friction === "ask" || (many && askForMany) || reasonNeeded(`machine.${action}`))
        return actionQuestion.open({ ...asQuestion(action, eligible), onSubmitted });
      onSubmitted?.();
      if (friction === "grace")
        startGrace({
          label: (seconds) =>
            t(`grace.${action === "reboot" ? "reboot" : "shutdown"}`, {
              name: first.name,
              seconds,
            }),
          cancelLabel: t("grace.cancel"),
          run: () => void submit(action, eligible.keys),
        });
      else void submit(action, eligible.keys);
    },
    [submit, t, reasonNeeded],
  );
  return { run, submit };
}

function asQuestion(action: MachineAction, { rows, keys, of }: Eligible) {
  return { action, rows, keys, of };
}
