/** `npm run verify`: format, lint, types, structure, catalogues, documents, unit tests. No daemon, no browser. */
import { spawn } from "node:child_process";

const checks: Record<string, [string, ...string[]]> = {
  "format and lint": ["npx", "biome", "check", "--error-on-warnings", "."],
  types: ["npx", "tsc", "--noEmit"],
  structure: ["npx", "tsx", "scripts/check-structure.ts"],
  catalogues: ["npx", "tsx", "scripts/check-catalogues.ts"],
  documents: ["npx", "tsx", "scripts/check-docs.ts"],
  lockfile: ["node", "scripts/check-lockfile.mjs"],
  "dead code": ["npx", "knip"],
  migrations: ["node", "prisma/db.mjs", "check"],
  "unit tests": ["npx", "vitest", "run", "--project", "unit"],
};

function run([program, ...args]: [string, ...string[]]): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("close", (code) =>
      resolve({ ok: code === 0, output: Buffer.concat(chunks).toString() }),
    );
  });
}

let failed = 0;
// One after the other: two cores are busy enough with one of them, and a clear order reads better.
for (const [name, command] of Object.entries(checks)) {
  const startedMs = performance.now();
  const { ok, output } = await run(command);
  console.log(
    `${ok ? "✓" : "✗"} ${name} (${((performance.now() - startedMs) / 1_000).toFixed(1)} s)`,
  );
  if (ok) continue;
  failed++;
  console.log(output.trimEnd());
}
process.exit(failed ? 1 : 0);
