import { actorOf } from "../../audit/actor-of";
import { listAudit } from "../../audit/list";
import { AuditListInput, AuditSettings, AuditTailInput, TimelineInput } from "../../audit/schema";
import { auditStanding } from "../../audit/standing";
import { tailAudit } from "../../audit/tail";
import { machineTimeline } from "../../audit/timeline";
import { verifyNow } from "../../audit/verify-now";
import { onFleet, onMachine } from "../../rights/requirements";
import { fleetObject } from "../../rights/schema";
import { whileAllowed } from "../../rights/while-allowed";
import { Nothing, needing, ownProcedure, router } from "../trpc";

const auditor = () => [onFleet("audit.view")];
const settings = () => [onFleet("fleet.settings")];

export const auditRouter = router({
  /** What this person's pages need to know: whether there is an audit for them, and who is asked for reasons. */
  mine: ownProcedure.query(({ ctx }) => ({
    view: ctx.verb.rights.can("audit.view", fleetObject),
    settings: ctx.verb.rights.can("fleet.settings", fleetObject),
    reason: ctx.verb.runtime.auditSettings.current.reason,
  })),
  list: needing(AuditListInput, auditor).query(({ ctx, input }) => listAudit(ctx.verb, input)),
  tail: needing(AuditTailInput, auditor).subscription(({ ctx, input, signal }) =>
    whileAllowed(ctx.verb, auditor(), signal, (live) => tailAudit(ctx.verb, input.q, live)),
  ),
  timeline: needing(TimelineInput, ({ machine }) => [onMachine("machine.view", machine)]).query(
    ({ ctx, input }) => machineTimeline(ctx.verb, input),
  ),
  standing: needing(Nothing, auditor).query(({ ctx }) => auditStanding(ctx.verb)),
  verify: needing(Nothing, auditor).mutation(({ ctx }) => verifyNow(ctx.verb)),
  settings: needing(Nothing, settings).query(({ ctx }) => ctx.verb.runtime.auditSettings.current),
  changeSettings: needing(AuditSettings, settings).mutation(({ ctx, input }) =>
    ctx.verb.runtime.auditSettings.change(actorOf(ctx.verb), input),
  ),
});
