"use client";
import { useMutation } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { problemOf } from "@/app/_components/problem-of";
import { useProblemWords } from "@/app/_components/problem-text";
import { useTRPC } from "@/app/_lib/trpc";
import { IconButton } from "@/app/_ui/icon-button";
import { toast } from "@/app/_ui/toast";
import { isTerminal, type OperationView } from "@/server/operations/types";

/** Asks a task to stop; absent when it has ended, off with the reason when it cannot be stopped. */
export function CancelTask({ operation }: { operation: OperationView }) {
  const t = useTranslations("operations");
  const words = useProblemWords();
  const trpc = useTRPC();
  const cancel = useMutation(
    trpc.operations.cancel.mutationOptions({
      onError: (error) => {
        const { title, cause } = words(problemOf(error));
        toast.error(title, { description: cause });
      },
    }),
  );
  if (isTerminal(operation.state)) return null;
  const cancelling = operation.state === "cancelling";
  return (
    <IconButton
      size="sm"
      label={cancelling ? t("cancelling") : t("cancel", { name: operation.target.name })}
      busy={cancel.isPending || cancelling}
      reason={operation.cancellable || cancelling ? undefined : t("notCancellable")}
      onClick={() => cancel.mutate({ id: operation.id })}
    >
      {!cancel.isPending && !cancelling && <X aria-hidden="true" />}
    </IconButton>
  );
}
