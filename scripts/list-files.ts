import { readdirSync } from "node:fs";
import { join } from "node:path";

const SKIPPED = new Set(["node_modules", "generated", ".next", "dist", "data", ".lab"]);

/** Files under the folders whose path matches, sorted; generated and installed ones left out. */
export function listFiles(folders: string[], pattern: RegExp): string[] {
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (SKIPPED.has(entry.name)) return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return walk(path);
      return pattern.test(path) ? [path] : [];
    });
  return folders.flatMap(walk).sort();
}
