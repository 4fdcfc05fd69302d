// `npm start`: brings a fresh clone up with nothing but Node and npm, and starts at once when
// everything is in step. Each stage is skipped while what it was made from has not changed.
// `--install-only` and `--build-only` stop after that.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Flotilla needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1" };
const stamps = join(root, "node_modules", ".flotilla");

function* filesOf(path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  if (statSync(full).isFile()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(full, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  ))
    if (
      entry.name !== "generated" &&
      entry.name !== "node_modules" &&
      !/\.(test|spec)\.tsx?$/.test(entry.name)
    )
      yield* filesOf(join(path, entry.name));
}

function digestOf(paths) {
  const hash = createHash("sha256").update(process.versions.node);
  for (const path of paths)
    for (const file of filesOf(path)) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

function run(title, command, args) {
  console.log(`▸ ${title}`);
  const result = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (result.status !== 0) {
    console.error(`✗ ${title} failed (${command} ${args.join(" ")}).`);
    process.exit(result.status ?? 1);
  }
}

/** Runs the work unless `outputs` exist and were made from these very inputs. */
function stage({ name, title, inputs, outputs, command, args }) {
  const digest = digestOf(inputs);
  const stamp = join(stamps, name);
  const done = outputs.every((path) => existsSync(join(root, path)));
  if (done && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  run(title, command, args);
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, digest);
}

const sources = [
  "app",
  "server",
  "public",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
];
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

stage({
  name: "install",
  title: "Installing packages",
  inputs: ["package-lock.json"],
  outputs: ["node_modules/next/package.json"],
  command: npm,
  args: ["ci", "--no-audit", "--no-fund", "--loglevel=error"],
});
stage({
  name: "generate",
  title: "Generating the database clients",
  inputs: [
    "prisma/models.prisma",
    "prisma/sqlite/datasource.prisma",
    "prisma/postgresql/datasource.prisma",
    "prisma/db.mjs",
  ],
  outputs: ["server/db/generated/sqlite", "server/db/generated/postgresql"],
  command: process.execPath,
  args: ["prisma/db.mjs", "generate"],
});
if (process.argv.includes("--install-only")) process.exit(0);
stage({
  name: "build-app",
  title: "Building the pages",
  inputs: [...sources, "package-lock.json", "prisma/models.prisma"],
  outputs: [".next/BUILD_ID"],
  command: process.execPath,
  args: ["node_modules/next/dist/bin/next", "build"],
});
stage({
  name: "build-server",
  title: "Building the server",
  inputs: ["server", "prisma/models.prisma", "package-lock.json", "scripts/build-server.mjs"],
  outputs: ["dist/server.mjs"],
  command: process.execPath,
  args: ["scripts/build-server.mjs"],
});

if (!process.argv.includes("--build-only")) {
  const server = spawn(process.execPath, ["--enable-source-maps", "dist/server.mjs"], {
    cwd: root,
    env: { ...env, NODE_ENV: "production" },
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
  server.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 0)));
}
