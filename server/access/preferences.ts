import { z } from "zod";
import { densities, locales, themes } from "./schema";
import type { Person } from "./types";

const Preferences = z.object({
  locale: z.enum(locales).catch("en"),
  theme: z.enum(themes).catch("system"),
  density: z.enum(densities).catch("comfortable"),
  singleKeys: z.boolean().catch(true),
});

/** A row from an older version may lack a field: each falls back on its own. */
export function readPreferences(json: string | null | undefined): Person["preferences"] {
  const parsed = z.record(z.string(), z.unknown()).safeParse(safeJson(json ?? "{}"));
  return Preferences.parse(parsed.success ? parsed.data : {});
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
