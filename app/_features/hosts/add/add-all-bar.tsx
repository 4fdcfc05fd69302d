"use client";
import { useTranslations } from "next-intl";
import type { Dispatch } from "react";
import { Button } from "@/app/_ui/button";
import { hostName } from "@/server/hosts/schema";
import type { Candidate, CandidatesAction } from "./candidates";
import { useAddHost } from "./use-add-host";

interface AddAllBarProps {
  candidates: readonly Candidate[];
  dispatch: Dispatch<CandidatesAction>;
}

/** With several addresses: how many are through, and one button for all of these. */
export function AddAllBar({ candidates, dispatch }: AddAllBarProps) {
  const t = useTranslations("hosts.add");
  const add = useAddHost();
  if (candidates.length < 2 || candidates.every(({ state }) => state === "added")) return null;
  const ready = candidates.filter(
    ({ state, name }) => state === "ready" && hostName.safeParse(name).success,
  );
  const of = (state: Candidate["state"]) => candidates.filter((c) => c.state === state).length;
  const addAll = () => {
    for (const candidate of ready) {
      void add(candidate, (action) => dispatch({ kind: "one", uri: candidate.uri, action }));
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p role="status" className="flex-1 text-text-2">
        {t("progress", {
          checking: of("checking"),
          stopped: of("stopped"),
          ready: of("ready") + of("adding"),
          added: of("added"),
        })}
      </p>
      {ready.length > 1 && (
        <Button variant="primary" onClick={addAll}>
          {t("addAll", { count: ready.length })}
        </Button>
      )}
    </div>
  );
}
