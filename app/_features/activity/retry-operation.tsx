"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { newIntent } from "@/app/_lib/intent-key";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import type { OperationView } from "@/server/operations/types";

/** For what did not happen to a machine; work on hosts took passwords that nobody keeps. */
export function RetryOperation({ operation }: { operation: OperationView }) {
  const t = useTranslations("activity.again");
  const trpc = useTRPC();
  const router = useRouter();
  const retry = useMutation(
    trpc.operations.retry.mutationOptions({
      onSuccess: ({ operationId }) => router.push(`/activity/${operationId}`),
    }),
  );
  const { id, kind, state } = operation;
  if (!kind.startsWith("machine.") || (state !== "failed" && state !== "cancelled")) return null;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button busy={retry.isPending} onClick={() => retry.mutate({ id, intent: newIntent() })}>
          {t("label")}
        </Button>
        <span className="text-sm text-text-3">{t("why")}</span>
      </div>
      {retry.error && <ProblemAlert problem={problemOf(retry.error)} />}
    </div>
  );
}
