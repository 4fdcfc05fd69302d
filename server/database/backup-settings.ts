import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import type { Tx } from "../db/writer";
import { type BackupSettings, defaultBackupSettings, BackupSettings as Schema } from "./schema";

const KEY = "database.backups";

export async function readBackupSettings(tx: Pick<Tx, "setting">): Promise<BackupSettings> {
  const row = await tx.setting.findUnique({ where: { key: KEY } });
  return row ? Schema.parse(JSON.parse(row.value)) : defaultBackupSettings;
}

export async function updateBackupSettings(
  ctx: VerbContext,
  input: BackupSettings,
): Promise<BackupSettings> {
  const { audit, writer } = ctx.runtime;
  const value = JSON.stringify(input);
  await writer.transaction(async (tx) => {
    const before = await readBackupSettings(tx);
    await tx.setting.upsert({
      where: { key: KEY },
      create: { key: KEY, value },
      update: { value },
    });
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "database.settings",
      objects: [{ kind: "setting", id: KEY, name: KEY }],
      decision: "allowed",
      before,
      after: input,
    });
  });
  return input;
}
