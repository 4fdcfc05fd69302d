/**
 * `npm test`: everything, in the order in which a failure is cheapest to learn. As root it installs
 * the Debian packages the lab and the browser need; otherwise it prints the line that does.
 */
import { spawnSync } from "node:child_process";

interface Stage {
  name: string;
  command: [string, ...string[]];
}

const stages: Stage[] = [
  { name: "packages", command: ["npx", "tsx", "e2e/lab/main.ts", "packages", "--install"] },
  { name: "verify", command: ["npm", "run", "--silent", "verify"] },
  { name: "postgresql", command: ["npx", "tsx", "scripts/test-postgresql.ts"] },
  { name: "integration", command: ["npx", "vitest", "run", "--project", "int"] },
  { name: "build", command: ["npm", "run", "--silent", "build"] },
  { name: "browser", command: ["npx", "playwright", "test"] },
];

const wanted = new Set(process.argv.slice(2));
const results: string[] = [];
let failed = 0;
for (const { name, command } of stages) {
  if (wanted.size && !wanted.has(name)) continue;
  console.log(`\n━━ ${name}`);
  const startedMs = performance.now();
  const [program, ...args] = command;
  const { status } = spawnSync(program, args, {
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1" },
  });
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(0);
  results.push(`${status === 0 ? "✓" : "✗"} ${name} (${seconds} s)`);
  if (status === 0) continue;
  failed++;
  if (name === "packages" || name === "build") break;
}
console.log(`\n${results.join("\n")}`);
// The last line is what machines read: stages, not single tests.
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
