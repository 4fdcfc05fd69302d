import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { exportAudit } from "../audit/export";
import { AuditExportInput } from "../audit/schema";
import { fleetObject } from "../rights/schema";
import { subjectIdOf } from "../rights/subject-id";
import type { Runtime } from "../runtime-types";
import { sourceIp } from "./source-ip";

const types = { csv: "text/csv; charset=utf-8", json: "application/json; charset=utf-8" } as const;

/** `GET /api/audit/export?format=csv&q=…`: a download, as it is read. That it was taken is an event too. */
export async function serveAuditExport(
  runtime: Runtime,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader("Cache-Control", "no-store");
  if (request.method !== "GET") return refuse(response, 405);
  const signedIn = await runtime.access.session(request.headers);
  if (!signedIn) return refuse(response, 401);
  const actor = {
    id: subjectIdOf(signedIn.subject),
    name: signedIn.person.name,
    sessionId: signedIn.sessionId,
    sourceIp: sourceIp(request, runtime.env),
  };
  if (!runtime.rights.of(signedIn.subject).can("audit.view", fleetObject)) {
    const problem = { code: "forbidden", params: { action: "audit.view" } } as const;
    runtime.denials.note({
      actor,
      call: "audit.export",
      action: "audit.view",
      objects: [],
      problem,
    });
    return refuse(response, 403);
  }
  const { searchParams } = new URL(request.url ?? "/", "http://internal");
  const input = AuditExportInput.safeParse(Object.fromEntries(searchParams)).data;
  if (!input) return refuse(response, 400);
  await runtime.audit.record({
    actor,
    action: "audit.export",
    objects: [],
    decision: "allowed",
    after: { ...input },
  });
  response.writeHead(200, {
    "Content-Type": types[input.format],
    "Content-Disposition": `attachment; filename="audit.${input.format}"`,
  });
  await pipeline(Readable.from(exportAudit(runtime.db, input)), response).catch((err: unknown) =>
    runtime.log.info({ err }, "audit export broke off"),
  );
}

function refuse(response: ServerResponse, status: 400 | 401 | 403 | 405): void {
  response.writeHead(status).end();
}
