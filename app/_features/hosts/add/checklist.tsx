"use client";
import { useTranslations } from "next-intl";
import { CheckLine } from "@/app/_components/check-line";
import type { ConnectStep } from "@/server/hosts/types";
import { connectStepNames } from "@/server/hosts/types";
import { type Candidate, neededFrom } from "./candidates";
import { StepFacts } from "./step-facts";

/** Every step of connecting, in order, also those that are still to come. */
export function Checklist({ candidate }: { candidate: Candidate }) {
  const t = useTranslations("hosts.steps");
  const known = new Map(candidate.steps.map((step) => [step.name, step]));
  const stopped = candidate.state === "stopped";
  const asks = neededFrom(candidate) === "fingerprint";
  return (
    <ol aria-label={t("label")} aria-live="polite" className="flex flex-col px-4 py-2">
      {connectStepNames.map((name) => {
        const step = known.get(name);
        // Some ways of connecting have no such step: a socket of this machine has no port.
        if (step?.status === "skipped") return null;
        return (
          <CheckLine
            key={name}
            // A key that nobody has seen yet is a question, not a failure.
            status={asks && step?.status === "fail" ? "warn" : statusOf(step, stopped)}
            title={t(`${name}.title`)}
            facts={step && <StepFacts step={step} />}
            problem={step?.problem ?? null}
          />
        );
      })}
    </ol>
  );
}

function statusOf(step: ConnectStep | undefined, stopped: boolean) {
  if (step === undefined) return stopped ? "skipped" : "waiting";
  return step.status === "running" && stopped ? "skipped" : step.status;
}
