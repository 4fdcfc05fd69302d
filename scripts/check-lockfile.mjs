// Names optional platform packages that the lockfile lacks: `npm ci` refuses such a lockfile, and
// `npm install` writes one without a word whenever a registry is behind.
import { readFileSync } from "node:fs";

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));

function isLocked(from, name) {
  for (let dir = from; ; dir = dir.slice(0, Math.max(0, dir.lastIndexOf("/node_modules/")))) {
    if (packages[`${dir ? `${dir}/` : ""}node_modules/${name}`]) return true;
    if (!dir) return false;
  }
}

const missing = Object.entries(packages).flatMap(([at, entry]) =>
  Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !isLocked(at, name))
    .map((name) => `${at} lacks ${name}`),
);
const addresses = Object.entries(packages).flatMap(([at, entry]) =>
  /^https?:/.test(entry.resolved ?? "") ? [`${at} records a download address`] : [],
);
for (const line of [...missing, ...addresses]) console.error(line);
process.exit(missing.length + addresses.length ? 1 : 0);
