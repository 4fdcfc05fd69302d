"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { problemOf } from "@/app/_components/problem-of";
import { useProblemWords } from "@/app/_components/problem-text";
import { useTRPC } from "@/app/_lib/trpc";
import { IconButton } from "@/app/_ui/icon-button";
import { Spinner } from "@/app/_ui/spinner";
import { toast } from "@/app/_ui/toast";

/** Sends one message now and says what the receiver made of it. */
export function TestButton({ id, name }: { id: string; name: string }) {
  const t = useTranslations("webhooks");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const words = useProblemWords();
  const test = useMutation(
    trpc.webhooks.test.mutationOptions({
      onSuccess: ({ problem }) => {
        if (problem === null) toast.success(t("tested.delivered", { name }));
        else toast.error(t("tested.failed", { name }), { description: words(problem).title });
      },
      onError: (error) =>
        toast.error(t("tested.failed", { name }), { description: words(problemOf(error)).title }),
      onSettled: () => queries.invalidateQueries(trpc.webhooks.pathFilter()),
    }),
  );
  return (
    <IconButton
      label={t("table.test", { name })}
      onClick={() => !test.isPending && test.mutate({ id })}
    >
      {test.isPending ? <Spinner /> : <Send aria-hidden="true" />}
    </IconButton>
  );
}
