"use client";
import { useSyncExternalStore } from "react";
import type { AccessObject, Action } from "@/server/rights/schema";
import { rights } from "./fleet/store";

/** Whether the person may do this; keeps up with grants that come and go. */
export function useMay(action: Action, object: AccessObject): boolean {
  useSyncExternalStore(rights.subscribe, version, zero);
  return rights.may(action, object);
}

/** The name of the machine's project, if it is in one. */
export function useProjectName(machineUuid: string): string | undefined {
  useSyncExternalStore(rights.subscribe, version, zero);
  return rights.projectNameOf(machineUuid);
}

/** Repaints when rights change: for what asks `rights` about many objects. */
export const useRightsVersion = (): number => useSyncExternalStore(rights.subscribe, version, zero);

const version = () => rights.version;
const zero = () => 0;
