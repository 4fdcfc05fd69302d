"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { CodeBlock } from "@/app/_components/code-block";
import { ConfirmDialog } from "@/app/_components/confirm-dialog";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { newIntent } from "@/app/_lib/intent-key";
import { useTRPC } from "@/app/_lib/trpc";
import { useFormat } from "@/app/_lib/use-format";
import { Button } from "@/app/_ui/button";
import { Definition, DefinitionList } from "@/app/_ui/definition-list";
import { toast } from "@/app/_ui/toast";

/** Which key seals the secrets, and how it is replaced. The key itself never leaves the server's disk. */
export function MasterKey({ keyId, secrets }: { keyId: string; secrets: number }) {
  const t = useTranslations("settings.database");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const rotate = useMutation(
    trpc.database.rotateKey.mutationOptions({
      onSuccess: (done) => toast.success(t("rotated", { keyId: done.keyId })),
      onSettled() {
        setAsking(false);
        return queries.invalidateQueries(trpc.database.get.queryFilter());
      },
    }),
  );
  return (
    <>
      <p className="text-text-2">{t("keyWhy")}</p>
      <DefinitionList>
        <Definition term={t("keyId")}>
          <CodeBlock text={keyId} label={t("copyKeyId")} wrap />
        </Definition>
        <Definition term={t("secrets")}>{format.number(secrets)}</Definition>
      </DefinitionList>
      {rotate.error && <ProblemAlert problem={problemOf(rotate.error)} />}
      <div>
        <Button busy={rotate.isPending} onClick={() => setAsking(true)}>
          {t("rotate")}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("rotateTitle")}
        description={t("rotateWhat")}
        confirmLabel={t("rotate")}
        busy={rotate.isPending}
        onConfirm={() => rotate.mutate({ intent: newIntent() })}
      />
    </>
  );
}
