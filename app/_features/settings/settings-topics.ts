import type { Action } from "@/server/rights/actions";

/** The pages of the settings, in the order of their navigation. */
export interface SettingsTopic {
  id:
    | "profile"
    | "security"
    | "sessions"
    | "tokens"
    | "people"
    | "rights"
    | "projects"
    | "webhooks"
    | "audit"
    | "database";
  path: string;
  /** Shown to whoever holds it somewhere; everybody's own without. */
  needs?: Action;
}

export const settingsTopics: readonly SettingsTopic[] = [
  { id: "profile", path: "/settings" },
  { id: "security", path: "/settings/security" },
  { id: "sessions", path: "/settings/sessions" },
  { id: "tokens", path: "/settings/tokens" },
  { id: "people", path: "/settings/people", needs: "access.manage" },
  { id: "rights", path: "/settings/rights", needs: "access.manage" },
  { id: "projects", path: "/settings/projects", needs: "access.manage" },
  { id: "webhooks", path: "/settings/webhooks", needs: "fleet.settings" },
  { id: "audit", path: "/settings/audit", needs: "fleet.settings" },
  { id: "database", path: "/settings/database", needs: "fleet.settings" },
];
