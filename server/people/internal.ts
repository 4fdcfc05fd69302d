import type { AuditObject } from "../audit/types";
import type { Tx } from "../db/writer";
import { AppError } from "../problem";

export async function personOrThrow(tx: Tx, id: string) {
  const user = await tx.user.findUnique({ where: { id } });
  if (!user) throw new AppError({ code: "notFound" });
  const name = user.username ?? user.name;
  const object: AuditObject = { kind: "person", id, name };
  return { user, name, object };
}

export async function groupOrThrow(tx: Tx, id: string) {
  const group = await tx.group.findUnique({ where: { id } });
  if (!group) throw new AppError({ code: "notFound" });
  const object: AuditObject = { kind: "group", id, name: group.name };
  return { group, object };
}

export async function assertGroupNameFree(tx: Tx, name: string): Promise<void> {
  if ((await tx.group.count({ where: { name } })) > 0) throw new AppError({ code: "nameTaken" });
}
