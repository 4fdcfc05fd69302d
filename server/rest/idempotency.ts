import { createHmac } from "node:crypto";
import { z } from "zod";
import type { Db } from "../db/client";
import { AppError } from "../problem";
import type { Answer } from "./route";

const KEPT_MS = 86_400_000;
const Key = z.string().regex(/^[\x21-\x7e]{8,64}$/);
const Status = z.union([z.literal(200), z.literal(201), z.literal(202), z.literal(204)]);

interface Meant {
  subjectId: string;
  /** The `Idempotency-Key`. */
  key: string;
  /** Keys the fingerprint: a body may hold a password, and its plain hash would give it away. */
  secret: string;
  /** Method, path and body. */
  request: string;
}

export function readKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = Key.safeParse(header);
  if (!key.success) throw new AppError({ code: "badInput", params: { field: "Idempotency-Key" } });
  return key.data;
}

/**
 * The same key with the same request gets the answer it got before. While that is not known (the server
 * was killed in between), the request goes through again, and the operations' own key makes it one.
 */
export async function answerOnce(
  db: Db,
  { subjectId, key, secret, request }: Meant,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const fingerprint = createHmac("sha256", secret).update(request).digest("hex");
  const id = { subjectId, key };
  const now = new Date();
  await db.idempotencyKey.deleteMany({
    where: { createdAt: { lt: new Date(now.getTime() - KEPT_MS) } },
  });
  const row = await db.idempotencyKey.upsert({
    where: { subjectId_key: id },
    create: { ...id, fingerprint, createdAt: now },
    update: {},
  });
  if (row.fingerprint !== fingerprint) throw new AppError({ code: "idempotencyReused" });
  if (row.status !== null)
    return {
      status: Status.parse(row.status),
      body: JSON.parse(row.body ?? "null"),
      ...(row.location === null ? {} : { location: row.location }),
    };
  const answer = await work();
  const { status, location = null, body } = answer;
  await db.idempotencyKey.update({
    where: { subjectId_key: id },
    data: { status, location, body: JSON.stringify(body) },
  });
  return answer;
}
