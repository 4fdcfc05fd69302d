import type { Tx } from "../db/writer";
import { AppError } from "../problem";

/** Names are what people tell roles apart by; two that differ only in case would be one too many. */
export async function assertRoleNameFree(tx: Tx, name: string, exceptId?: string): Promise<void> {
  const wanted = name.toLowerCase();
  const taken = (await tx.role.findMany({ select: { id: true, name: true } })).some(
    (role) => role.id !== exceptId && role.name.toLowerCase() === wanted,
  );
  if (taken) throw new AppError({ code: "nameTaken", params: { name } });
}
