import type { Logger } from "pino";
import type { Access } from "./access/access-types";
import type { Checkpoints } from "./audit/checkpoints";
import type { Denials } from "./audit/denials";
import type { AuditSettingsStore } from "./audit/settings";
import type { SyslogForwarder } from "./audit/syslog/forwarder";
import type { Audit } from "./audit/types";
import type { Consoles } from "./consoles/consoles";
import type { Db } from "./db/client";
import type { Writer } from "./db/writer";
import type { Env } from "./env";
import type { SshIdentityStore } from "./hosts/ssh-identity";
import type { Fleet } from "./inventory/fleet-types";
import type { Operations } from "./operations/engine-types";
import type { RightsBook } from "./rights/types";
import type { KeyRing } from "./secrets/key-ring";
import type { SecretStore } from "./secrets/secret-store";
import type { Webhooks } from "./webhooks/webhooks";

/** What one process holds; built once in server/runtime.ts. */
export interface Runtime {
  env: Env;
  log: Logger;
  db: Db;
  writer: Writer;
  audit: Audit;
  denials: Denials;
  auditSettings: AuditSettingsStore;
  checkpoints: Checkpoints;
  syslog: SyslogForwarder;
  access: Access;
  rights: RightsBook;
  secrets: SecretStore;
  keys: KeyRing;
  identity: SshIdentityStore;
  fleet: Fleet;
  operations: Operations;
  consoles: Consoles;
  webhooks: Webhooks;
}
