"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useProblemWords } from "@/app/_components/problem-text";
import { fleet } from "@/app/_lib/fleet/store";
import { toast } from "@/app/_ui/toast";
import type { MachineAction } from "@/server/machines/schema";
import type { MachineActionResult } from "@/server/machines/types";

const NAMES_SHOWN = 3;

/** Says which machines of a request were refused, and why the first of them was. */
export function useRefusalToast() {
  const t = useTranslations("machines");
  const common = useTranslations("common");
  const words = useProblemWords();
  const router = useRouter();
  return useCallback(
    (action: MachineAction, results: readonly MachineActionResult[]) => {
      const refused = results.filter((result) => result.problem !== null);
      const first = refused[0]?.problem;
      if (!first) return;
      const names = refused
        .slice(0, NAMES_SHOWN)
        .map(({ hostId, uuid }) => fleet.machines.get(`${hostId}/${uuid}`)?.name ?? uuid);
      const more = refused.length - names.length;
      const { cause, fix } = words(first);
      const operationId = first.params?.operationId;
      toast.error(
        t("refused", {
          action: t(`action.${action}`),
          names: names.join(", "),
          more,
        }),
        {
          description: `${cause} ${fix}`,
          durationMs: 10_000,
          ...(operationId === undefined
            ? {}
            : {
                action: {
                  label: common("inTheWay.show"),
                  onClick: () => router.push(`/activity/${operationId}`),
                },
              }),
        },
      );
    },
    [t, common, words, router],
  );
}
