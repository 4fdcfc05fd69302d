"use client";
import { useTranslations } from "next-intl";
import { useReducer } from "react";
import { RightGate } from "@/app/_components/right-gate";
import { PageHeader } from "@/app/_ui/page-header";
import { AddAllBar } from "./add-all-bar";
import { AddressForm } from "./address-form";
import { AllAdded } from "./all-added";
import { CandidateCard } from "./candidate-card";
import { candidatesAfter } from "./candidates";
import { KeyPanel } from "./key-panel";
import { LocalSockets } from "./local-sockets";

/** From an address to a host in the list, with every step in sight. */
export function AddHosts() {
  const t = useTranslations("hosts.add");
  return (
    <div className="flex min-h-full flex-col">
      <PageHeader title={t("title")} />
      <RightGate action="host.manage" object={{ kind: "fleet" }}>
        <AddingHosts />
      </RightGate>
    </div>
  );
}

function AddingHosts() {
  const [candidates, dispatch] = useReducer(candidatesAfter, []);
  const taken = new Set(candidates.map((candidate) => candidate.uri));
  return (
    <div className="grid flex-1 border-border border-t lg:grid-cols-[minmax(0,1fr)_360px]">
      <div className="flex max-w-190 flex-col gap-6 px-(--gutter) py-5">
        <LocalSockets
          taken={taken}
          onStart={(addresses) => dispatch({ kind: "start", addresses })}
        />
        <AddressForm
          first={candidates.length === 0}
          onStart={(addresses) => dispatch({ kind: "start", addresses })}
        />
        <AllAdded candidates={candidates} />
        <AddAllBar candidates={candidates} dispatch={dispatch} />
        {candidates.map((candidate) => (
          <CandidateCard key={candidate.uri} candidate={candidate} dispatch={dispatch} />
        ))}
      </div>
      <KeyPanel />
    </div>
  );
}
