import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { actorOf } from "../audit/actor-of";
import { backupDirectory } from "../database/backup-files";
import { BackupName } from "../database/schema";
import { onFleet } from "../rights/requirements";
import type { Runtime } from "../runtime-types";
import { createContext } from "./api";

export const BACKUP_PATH = "/api/backups/";

/** A backup as a file, for who may manage the server's settings; who may not is told the same as of no file. */
export async function sendBackup(
  runtime: Runtime,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { signedIn, sourceIp } = await createContext(runtime, request, response);
  const name = BackupName.safeParse(request.url?.slice(BACKUP_PATH.length));
  const { action, object } = onFleet("fleet.settings");
  const refused = (status: number) => void response.writeHead(status).end();
  if (request.method !== "GET") return refused(405);
  if (!signedIn) return refused(401);
  if (!name.success || !runtime.rights.of(signedIn.subject).can(action, object))
    return refused(404);
  const path = join(backupDirectory(runtime.env.dataDir), name.data);
  const found = await stat(path).catch(() => undefined);
  if (!found) return refused(404);
  const { person, sessionId } = signedIn;
  const rights = runtime.rights.of(signedIn.subject);
  await runtime.audit.record({
    actor: actorOf({ runtime, person, rights, sessionId, sourceIp }),
    action: "database.download",
    objects: [{ kind: "setting", id: name.data, name: name.data }],
    decision: "allowed",
  });
  response.writeHead(200, {
    "Content-Type": "application/octet-stream",
    "Content-Length": found.size,
    "Content-Disposition": `attachment; filename="${name.data}"`,
    "Cache-Control": "no-store",
  });
  await pipeline(createReadStream(path), response);
}
