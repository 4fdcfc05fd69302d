import { providerOf } from "../db/client";

/** What keeps the events from being changed (the migration made it), and how a retention steps past it. */
export interface AppendOnly {
  lift: readonly string[];
  restore: readonly string[];
}

export const appendOnlyOf = (databaseUrl: string): AppendOnly =>
  providerOf(databaseUrl) === "sqlite"
    ? {
        lift: [`DROP TRIGGER "audit_event_no_delete"`],
        restore: [
          `CREATE TRIGGER "audit_event_no_delete" BEFORE DELETE ON "audit_event"
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END`,
        ],
      }
    : {
        lift: [`ALTER TABLE "audit_event" DISABLE TRIGGER "audit_event_no_change"`],
        restore: [`ALTER TABLE "audit_event" ENABLE TRIGGER "audit_event_no_change"`],
      };
