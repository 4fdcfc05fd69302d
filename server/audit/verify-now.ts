import type { VerbContext } from "../api/context";
import { actorOf } from "./actor-of";
import type { AuditVerdict } from "./verify-types";

/** Has the hosts keep what there is now, then looks at every event and every journal; that somebody looked is an event as well. */
export async function verifyNow(ctx: VerbContext): Promise<AuditVerdict> {
  const { audit, checkpoints } = ctx.runtime;
  await checkpoints.take();
  const verdict = await checkpoints.verify();
  await audit.record({
    actor: actorOf(ctx),
    action: "audit.verify",
    objects: [],
    decision: "allowed",
    outcome: verdict.ok ? "sound" : "tampered",
    after: { events: verdict.events, findings: verdict.findings.slice(0, 5) },
  });
  return verdict;
}
