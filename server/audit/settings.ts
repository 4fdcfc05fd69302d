import type { Db } from "../db/client";
import type { Writer } from "../db/writer";
import { AuditSettings, defaultAuditSettings } from "./schema";
import type { Audit, AuditActor } from "./types";

const KEY = "audit.settings";

/** In memory for whoever asks, in the database for the next start. */
export interface AuditSettingsStore {
  readonly current: AuditSettings;
  change(by: AuditActor, next: AuditSettings): Promise<void>;
  onChange(listener: (settings: AuditSettings) => void): void;
}

export async function loadAuditSettings(
  db: Db,
  writer: Writer,
  audit: Audit,
): Promise<AuditSettingsStore> {
  const listeners = new Set<(settings: AuditSettings) => void>();
  const row = await db.setting.findUnique({ where: { key: KEY } });
  let current = row ? AuditSettings.parse(JSON.parse(row.value)) : defaultAuditSettings;
  return {
    get current() {
      return current;
    },
    async change(by, next) {
      const before = current;
      const value = JSON.stringify(next);
      await writer.transaction(async (tx) => {
        await tx.setting.upsert({
          where: { key: KEY },
          create: { key: KEY, value },
          update: { value },
        });
        await audit.append(tx, {
          actor: by,
          action: "setting.audit",
          objects: [{ kind: "setting", id: KEY, name: "audit" }],
          decision: "allowed",
          before: { ...before },
          after: { ...next },
        });
      });
      current = next;
      for (const listener of listeners) listener(next);
    },
    onChange: (listener) => void listeners.add(listener),
  };
}
