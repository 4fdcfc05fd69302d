"use client";
import type { Candidate, CandidateAction, Need } from "./candidates";
import { FingerprintStep } from "./fingerprint-step";
import { InstallKeyStep } from "./install-key-step";
import { SaslStep } from "./sasl-step";

interface CandidateNeedProps {
  need: Exclude<Need, null>;
  candidate: Candidate;
  tell: (action: CandidateAction) => void;
}

/** What only the person can decide or bring, so that the checklist can go on. */
export function CandidateNeed({ need, candidate, tell }: CandidateNeedProps) {
  return (
    <div className="border-border border-t px-4 py-4">
      {need === "key" && <InstallKeyStep candidate={candidate} tell={tell} />}
      {need === "sasl" && <SaslStep tell={tell} />}
      {(need === "fingerprint" || need === "newFingerprint") && (
        <FingerprintStep candidate={candidate} changed={need === "newFingerprint"} tell={tell} />
      )}
    </div>
  );
}
