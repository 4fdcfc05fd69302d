/** Every path that the documents cite in backticks or links exists. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { listFiles } from "./list-files";

const documents = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  ...listFiles(["server", "e2e", "prisma"], /\.md$/),
];
const CITED =
  /`((?:app|server|prisma|public|e2e|scripts)\/[^`\s*{}<>…]*)`|\]\((?!https?:|#|mailto:)([^)\s#]+)/g;

const missing = documents.flatMap((document) => {
  if (!existsSync(document)) return [`${document} is missing`];
  return [...readFileSync(document, "utf8").matchAll(CITED)].flatMap(([, quoted, linked]) => {
    const path = quoted ?? normalize(join(dirname(document), linked ?? ""));
    return existsSync(path.replace(/:\d+$/, ""))
      ? []
      : [`${document} cites ${path}, which is gone`];
  });
});
for (const line of missing) console.error(line);
console.log(`${documents.length} documents, ${missing.length} dead citations`);
process.exit(missing.length ? 1 : 0);
