import type { OperationKind } from "../operations/types";
import { AppError } from "../problem";
import type { Runtime } from "../runtime-types";
import { needsReason } from "./schema";

/** Refuses what the installation's policy wants a reason for. */
export function requireReason(
  { auditSettings }: Pick<Runtime, "auditSettings">,
  kind: OperationKind,
  reason: string | undefined,
): void {
  if (reason === undefined && needsReason(auditSettings.current.reason, kind))
    throw new AppError({ code: "reasonNeeded" });
}
