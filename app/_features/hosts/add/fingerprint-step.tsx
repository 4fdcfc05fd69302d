"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { CompareFingerprint } from "../compare-fingerprint";
import { type Candidate, type CandidateAction, shownFingerprint } from "./candidates";

interface FingerprintStepProps {
  candidate: Candidate;
  /** The key is not the one trusted a moment ago. */
  changed: boolean;
  tell: (action: CandidateAction) => void;
}

export function FingerprintStep({ candidate, changed, tell }: FingerprintStepProps) {
  const t = useTranslations("hosts.fingerprint");
  const fingerprint = shownFingerprint(candidate);
  if (fingerprint === null) return <p className="text-text-2">{t("missing")}</p>;
  return (
    <div className="flex flex-col gap-4">
      <div>
        <h3 className="font-medium">{changed ? t("changedTitle") : t("title")}</h3>
        <p className="text-text-2">{changed ? t("changedWhy") : t("why")}</p>
      </div>
      <CompareFingerprint fingerprint={fingerprint} />
      <div>
        <Button onClick={() => tell({ kind: "trust", fingerprint })}>{t("trust")}</Button>
      </div>
    </div>
  );
}
