import type { VerbContext } from "../api/context";
import type { AuditActor } from "./types";

export const actorOf = (ctx: VerbContext): AuditActor => ({
  id: ctx.rights.subjectId,
  name: ctx.person.name,
  sessionId: ctx.sessionId,
  sourceIp: ctx.sourceIp,
});
