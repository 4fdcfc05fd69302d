import type access from "../messages/en/access.json";
import type activity from "../messages/en/activity.json";
import type api from "../messages/en/api.json";
import type audit from "../messages/en/audit.json";
import type common from "../messages/en/common.json";
import type console from "../messages/en/console.json";
import type hosts from "../messages/en/hosts.json";
import type machine from "../messages/en/machine.json";
import type machines from "../messages/en/machines.json";
import type migrations from "../messages/en/migrations.json";
import type operations from "../messages/en/operations.json";
import type people from "../messages/en/people.json";
import type problems from "../messages/en/problems.json";
import type projects from "../messages/en/projects.json";
import type rights from "../messages/en/rights.json";
import type settings from "../messages/en/settings.json";
import type shell from "../messages/en/shell.json";
import type tokens from "../messages/en/tokens.json";
import type webhooks from "../messages/en/webhooks.json";

export const namespaces = [
  "access",
  "activity",
  "api",
  "audit",
  "common",
  "console",
  "hosts",
  "machine",
  "machines",
  "migrations",
  "operations",
  "people",
  "problems",
  "projects",
  "rights",
  "settings",
  "shell",
  "tokens",
  "webhooks",
] as const;

/** The English catalogue is the type; zh-CN is held to it by the catalogue check. */
export interface Messages {
  access: typeof access;
  activity: typeof activity;
  api: typeof api;
  audit: typeof audit;
  common: typeof common;
  console: typeof console;
  hosts: typeof hosts;
  machine: typeof machine;
  machines: typeof machines;
  migrations: typeof migrations;
  operations: typeof operations;
  people: typeof people;
  problems: typeof problems;
  projects: typeof projects;
  rights: typeof rights;
  settings: typeof settings;
  shell: typeof shell;
  tokens: typeof tokens;
  webhooks: typeof webhooks;
}

declare module "next-intl" {
  interface AppConfig {
    Locale: "en" | "zh-CN";
    Messages: Messages;
  }
}
