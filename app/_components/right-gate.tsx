"use client";
import type { ReactNode } from "react";
import { useMay } from "@/app/_lib/use-may";
import type { AccessObject, Action } from "@/server/rights/schema";
import { useProblemWords } from "./problem-text";
import { StateView } from "./state-view";

interface RightGateProps {
  action: Action;
  object: AccessObject;
  children: ReactNode;
}

/** A page's content, or why this person does not get it. */
export function RightGate({ action, object, children }: RightGateProps) {
  const words = useProblemWords();
  if (useMay(action, object)) return children;
  const { title, cause, fix } = words({ code: "forbidden", params: { action } });
  return (
    <StateView kind="no-permission" title={title}>
      {cause} {fix}
    </StateView>
  );
}
