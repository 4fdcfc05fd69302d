"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState, useSyncExternalStore } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { stepUpRequests } from "@/app/_lib/step-up";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { FactorFields } from "./factor-fields";
import { passkeyProblem, provePasskey } from "./passkey";
import { PasswordInput } from "./password-input";

/** Asks for a proof when a call needs one. Mounted once, by the shell. */
export function StepUpDialog() {
  const request = useSyncExternalStore(
    stepUpRequests.subscribe,
    stepUpRequests.current,
    stepUpRequests.none,
  );
  return request && <Proof answer={request.answer} />;
}

function Proof({ answer }: { answer: (proved: boolean) => void }) {
  const t = useTranslations("access");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const ways = useQuery(trpc.session.stepUpWays.queryOptions());
  const [password, setPassword] = useState("");
  const ask = useMutation(trpc.session.stepUpPasskey.mutationOptions());
  const prove = useMutation(
    trpc.session.stepUp.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: trpc.session.list.queryKey() });
        answer(true);
      },
    }),
  );
  const passkey = useMutation({
    mutationFn: async () => provePasskey(await ask.mutateAsync()),
    onSuccess: (proof) => prove.mutate({ proof: { kind: "passkey", ...proof } }),
  });
  const has = (way: "password" | "passkey" | "totp" | "recovery") => ways.data?.includes(way);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password && !prove.isPending) prove.mutate({ proof: { kind: "password", password } });
  };
  const error = prove.error ?? ways.error;
  const problem = error ? problemOf(error) : passkeyProblem(passkey.error);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && answer(false)}
      title={t("stepUp.title")}
      description={t("stepUp.lead")}
      closeLabel={common("close")}
      size="sm"
    >
      <div className="flex flex-col gap-4">
        {has("passkey") && (
          <Button busy={passkey.isPending} onClick={() => passkey.mutate()}>
            {t("factor.passkey")}
          </Button>
        )}
        {has("password") && (
          <form onSubmit={submit} noValidate className="flex flex-col gap-3">
            <Field label={t("stepUp.password")} required>
              <PasswordInput
                autoComplete="current-password"
                autoFocus
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            </Field>
            <Button type="submit" variant="primary" busy={prove.isPending}>
              {t("stepUp.submit")}
            </Button>
          </form>
        )}
        {!has("password") && has("totp") && (
          <FactorFields
            kinds={["totp", "recovery"]}
            busy={prove.isPending}
            onProof={(proof) => prove.mutate({ proof })}
          />
        )}
        {problem && <ProblemAlert problem={problem} />}
      </div>
    </Dialog>
  );
}
