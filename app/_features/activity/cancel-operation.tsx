"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import type { OperationView } from "@/server/operations/types";

/** Asks an open operation to stop; says why when it cannot any more. */
export function CancelOperation({ operation }: { operation: OperationView }) {
  const t = useTranslations("activity.cancel");
  const trpc = useTRPC();
  const cancel = useMutation(trpc.operations.cancel.mutationOptions());
  const cancelling = operation.state === "cancelling";
  return (
    <div className="flex flex-col gap-2">
      <div>
        <Button
          busy={cancel.isPending || cancelling}
          reason={operation.cancellable || cancelling ? undefined : t("not")}
          onClick={() => cancel.mutate({ id: operation.id })}
        >
          {cancelling ? t("asked") : t("ask")}
        </Button>
      </div>
      {cancel.error && <ProblemAlert problem={problemOf(cancel.error)} />}
    </div>
  );
}
