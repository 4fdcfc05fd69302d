"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { problemOf } from "@/app/_components/problem-of";
import { useTRPC } from "@/app/_lib/trpc";
import { Button } from "@/app/_ui/button";
import type { FactorKind, Person } from "@/server/access/types";
import { FactorFields } from "./factor-fields";
import { passkeyProblem, provePasskey } from "./passkey";

interface FactorStepProps {
  attempt: string;
  factors: readonly FactorKind[];
  onDone: (person: Person) => void;
  onBack: () => void;
}

/** The second step of a sign-in: whichever factor the person has. */
export function FactorStep({ attempt, factors, onDone, onBack }: FactorStepProps) {
  const t = useTranslations("access.factor");
  const trpc = useTRPC();
  const ask = useMutation(trpc.session.factorPasskey.mutationOptions());
  const prove = useMutation(
    trpc.session.signInFactor.mutationOptions({
      onSuccess: (result) => result.step === "done" && onDone(result.person),
    }),
  );
  const passkey = useMutation({
    mutationFn: async () => provePasskey(await ask.mutateAsync({ attempt })),
    onSuccess: (proof) => prove.mutate({ attempt, proof: { kind: "passkey", ...proof } }),
  });
  const codes = factors.filter((kind) => kind !== "passkey");
  const problem = prove.error ? problemOf(prove.error) : passkeyProblem(passkey.error);
  const busy = prove.isPending || prove.isSuccess;
  return (
    <div className="flex flex-col gap-4">
      <div>
        <h2 className="font-semibold text-md">{t("title")}</h2>
        <p className="text-text-2">{t("lead")}</p>
      </div>
      {factors.includes("passkey") && (
        <Button size="lg" busy={passkey.isPending || busy} onClick={() => passkey.mutate()}>
          {t("passkey")}
        </Button>
      )}
      {codes.length > 0 && (
        <FactorFields
          kinds={codes}
          busy={busy}
          onProof={(proof) => prove.mutate({ attempt, proof })}
        />
      )}
      {problem && <ProblemAlert problem={problem} />}
      <Button variant="ghost" onClick={onBack}>
        {t("back")}
      </Button>
    </div>
  );
}
