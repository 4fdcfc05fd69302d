import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Provider } from "./db/client";

/** The repository's root, from the bundle in dist/ as from the source in server/. */
export function migrationsDirectory(provider: Provider): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const dir = join(here, "..", "prisma", provider, "migrations");
  if (!existsSync(dir)) throw new Error(`the database migrations are missing: ${dir}`);
  return dir;
}
