import type { AuditActor, AuditObject } from "../audit/types";
import { AppError } from "../problem";
import { DeniedError } from "../rights/denied";
import type { AccessObject } from "../rights/schema";
import { subjectIdOf } from "../rights/subject-id";
import type { Runtime } from "../runtime-types";
import type { Context } from "./context";

/** A call that ended for want of a right is in the audit, once, whatever the caller is told. */
export function noteDenial(ctx: Context, call: string, error: unknown): void {
  const { signedIn, runtime } = ctx;
  if (!signedIn || !(error instanceof AppError)) return;
  if (!(error instanceof DeniedError) && error.problem.code !== "forbidden") return;
  const requirement = error instanceof DeniedError ? error.requirement : undefined;
  const actor: AuditActor = {
    id: subjectIdOf(signedIn.subject),
    name: signedIn.person.name,
    sessionId: signedIn.sessionId,
    sourceIp: ctx.sourceIp,
  };
  runtime.denials.note({
    actor,
    call,
    ...(requirement ? { action: requirement.action } : {}),
    objects: requirement ? namedObject(runtime, requirement.object) : [],
    problem: error.problem,
  });
}

/** As the audit names it; what lies on a host is told as that host. */
export function namedObject(runtime: Runtime, object: AccessObject): AuditObject[] {
  switch (object.kind) {
    case "fleet":
      return [];
    case "machine": {
      const name = runtime.fleet.machinesByUuid(object.uuid)[0]?.name ?? object.uuid;
      return [{ kind: "machine", id: object.uuid, name }];
    }
    case "project":
      return [{ kind: "project", id: object.projectId, name: object.projectId }];
    default: {
      const name = runtime.fleet.host(object.hostId)?.name ?? object.hostId;
      return [{ kind: "host", id: object.hostId, name }];
    }
  }
}
