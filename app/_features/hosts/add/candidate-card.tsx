"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type Dispatch, useCallback } from "react";
import { ProblemAlert } from "@/app/_components/problem-alert";
import { Button } from "@/app/_ui/button";
import { IconButton } from "@/app/_ui/icon-button";
import { AddedHost } from "./added-host";
import { CandidateNeed } from "./candidate-need";
import {
  type Candidate,
  type CandidateAction,
  type CandidatesAction,
  neededFrom,
} from "./candidates";
import { Checklist } from "./checklist";
import { NameAndAdd } from "./name-and-add";
import { useProbe } from "./use-probe";

interface CandidateCardProps {
  candidate: Candidate;
  dispatch: Dispatch<CandidatesAction>;
}

/** One address: its checklist, what it needs from the person, and its way into the fleet. */
export function CandidateCard({ candidate, dispatch }: CandidateCardProps) {
  const t = useTranslations("hosts.add");
  const { uri } = candidate;
  const tell = useCallback(
    (action: CandidateAction) => dispatch({ kind: "one", uri, action }),
    [dispatch, uri],
  );
  useProbe(candidate, tell);
  const need = neededFrom(candidate);
  return (
    <section
      aria-label={uri}
      className="flex flex-col rounded-lg border border-border bg-surface"
      data-state={candidate.state}
    >
      <header className="flex items-center gap-3 border-border border-b py-2 pr-2 pl-4">
        <h2 className="mono min-w-0 flex-1 break-all font-medium">{uri}</h2>
        {candidate.state === "stopped" && (
          <Button size="sm" onClick={() => tell({ kind: "retry" })}>
            {t("retry")}
          </Button>
        )}
        {candidate.state !== "added" && candidate.state !== "adding" && (
          <IconButton
            size="sm"
            label={t("drop", { uri })}
            onClick={() => dispatch({ kind: "drop", uri })}
          >
            <X aria-hidden="true" />
          </IconButton>
        )}
      </header>
      <Checklist candidate={candidate} />
      {candidate.problem !== null && (
        <div className="px-4 pb-4">
          <ProblemAlert problem={candidate.problem} />
        </div>
      )}
      {need !== null && <CandidateNeed need={need} candidate={candidate} tell={tell} />}
      {(candidate.state === "ready" || candidate.state === "adding") && (
        <NameAndAdd candidate={candidate} tell={tell} />
      )}
      {candidate.state === "added" && <AddedHost candidate={candidate} />}
    </section>
  );
}
