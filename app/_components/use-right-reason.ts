"use client";
import { useMay } from "@/app/_lib/use-may";
import type { AccessObject, Action } from "@/server/rights/schema";
import { useProblemWords } from "./problem-text";

/** Why a control is out of reach for this person; undefined when it is not. */
export function useRightReason(action: Action, object: AccessObject): string | undefined {
  const words = useProblemWords();
  const allowed = useMay(action, object);
  return allowed ? undefined : words({ code: "forbidden", params: { action } }).cause;
}
