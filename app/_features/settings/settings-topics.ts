import type { Action } from "@/server/rights/actions";

/** The pages of the settings, in the order of their navigation. */
export interface SettingsTopic {
  id: "profile" | "rights" | "projects" | "tokens" | "webhooks";
  path: string;
  /** Shown to whoever holds it somewhere; everybody's own without. */
  needs?: Action;
}

export const settingsTopics: readonly SettingsTopic[] = [
  { id: "profile", path: "/settings" },
  { id: "rights", path: "/settings/rights", needs: "access.manage" },
  { id: "projects", path: "/settings/projects", needs: "access.manage" },
  { id: "tokens", path: "/settings/tokens" },
  { id: "webhooks", path: "/settings/webhooks", needs: "fleet.settings" },
];
