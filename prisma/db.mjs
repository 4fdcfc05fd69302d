#!/usr/bin/env node
// Prisma's generate and migrate for two databases from one models.prisma, with nothing downloaded: the schema engine
// is its own WebAssembly build from npm (@prisma/schema-engine-wasm), not the binary from binaries.prisma.sh.
//   db.mjs generate          the two clients, server/db/generated/{sqlite,postgresql}
//   db.mjs new <name>        SQL for what changed in models.prisma since the last migration; needs no database
//   db.mjs check             are the migrations what models.prisma says? (sqlite in memory; PostgreSQL where PG_URL names a server)
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
// PostgreSQL's own numbers for the types "char" and text.
const CHAR_OID = 18;
const TEXT_OID = 25;
const providers = ["sqlite", "postgresql"];
const at = (...p) => join(root, "prisma", ...p);
const read = (f) => readFileSync(f, "utf8");
const filters = { externalTables: [], externalEnums: [] };
const schema = (p, models = "models.prisma") => ({
  files: [at(p, "datasource.prisma"), at(models)].map((f) => ({ path: f, content: read(f) })),
});
const migrations = (p) => {
  const baseDir = at(p, "migrations");
  const names = existsSync(baseDir)
    ? readdirSync(baseDir, { withFileTypes: true })
        .flatMap((d) => (d.isDirectory() ? [d.name] : []))
        .sort()
    : [];
  return {
    baseDir,
    shadowDbInitScript: "",
    lockfile: { path: "migration_lock.toml", content: `provider = "${p}"\n` },
    migrationDirectories: names.map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: read(join(baseDir, path, "migration.sql")) },
      },
    })),
  };
};

let wasm;
async function engine(p, factory) {
  const bg = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const { bindMigrationAwareSqlAdapterFactory } = await import("@prisma/driver-adapter-utils");
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= {
    set_message: (m) => console.error("schema engine:", m),
  };
  if (!wasm) {
    const file = fileURLToPath(
      import.meta.resolve("@prisma/schema-engine-wasm/schema_engine_bg"),
    ).replace(/\.js$/, ".wasm");
    wasm = (await WebAssembly.instantiate(readFileSync(file), { "./schema_engine_bg.js": bg }))
      .instance.exports;
    bg.__wbg_set_wasm(wasm);
    wasm.__wbindgen_start();
  }
  return bg.SchemaEngine.new(
    { datamodels: schema(p).files.map((f) => [f.path, f.content]) },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}
const both = (f, fix) => {
  for (const m of ["connect", "connectToShadowDb"]) {
    const open = f[m].bind(f);
    f[m] = async () => {
      const a = await open();
      fix(a);
      return a;
    };
  }
  return f;
};
/** No database at all: enough for model-to-model diffs. */
function nowhere(p) {
  const no = async (q) => {
    if (/server_version_num/.test(q.sql ?? ""))
      return {
        columnNames: ["exists", "version", "numeric_version"],
        columnTypes: [5, 7, 0],
        rows: [[true, "PostgreSQL 14.0", 140000]],
      };
    throw new Error(`no database here for: ${q.sql ?? q}`);
  };
  const a = {
    provider: p === "sqlite" ? "sqlite" : "postgres",
    adapterName: "nowhere",
    queryRaw: no,
    executeRaw: no,
    executeScript: no,
    startTransaction: no,
    dispose: async () => {},
    getConnectionInfo: () => ({
      schemaName: p === "sqlite" ? undefined : "public",
      supportsRelationJoins: false,
    }),
  };
  return { ...a, connect: async () => a, connectToShadowDb: async () => a };
}
async function database(p, url) {
  if (p === "sqlite") {
    const { PrismaLibSql } = await import("@prisma/adapter-libsql");
    // the engine replays a whole migration file through executeRaw(), where a prepared statement is only its first one
    return both(new PrismaLibSql({ url, timeout: 5000 }), (a) => {
      const run = a.executeRaw.bind(a);
      a.executeRaw = async (q) => {
        if (q.args.length) return run(q);
        await a.executeScript(q.sql);
        return 0;
      };
    });
  }
  const [{ PrismaPg }, { default: pg }, { parse }, { ColumnTypeEnum }] = await Promise.all([
    import("@prisma/adapter-pg"),
    import("pg"),
    import("pg-connection-string"),
    import("@prisma/driver-adapter-utils"),
  ]);
  const cfg = parse(url);
  // adapter-pg cannot read pg_catalog's "char" (oid 18), which the engine's introspection asks for
  const open = (name) =>
    both(new PrismaPg({ ...cfg, database: name, max: 2 }), (a) => {
      const io = a.performIO.bind(a);
      const raw = a.queryRaw.bind(a);
      const chars = new WeakMap();
      a.performIO = async (q) => {
        const r = await io(q);
        const places = [];
        for (const [i, field] of (r.fields ?? []).entries()) {
          if (field.dataTypeID !== CHAR_OID) continue;
          field.dataTypeID = TEXT_OID;
          places.push(i);
        }
        chars.set(q, places);
        return r;
      };
      a.queryRaw = async (q) => {
        const r = await raw(q);
        for (const i of chars.get(q)) r.columnTypes[i] = ColumnTypeEnum.Character;
        return r;
      };
      // its own splits at every semicolon, also within a function's body
      a.executeScript = async (sql) => {
        await a.client.query(sql);
      };
    });
  const main = open(cfg.database);
  // its own shadow is the LIVE database when it was given a connection string, and is dropped while still connected
  main.connectToShadowDb = async () => {
    const name = `prisma_shadow_${crypto.randomUUID()}`;
    const admin = async (sql) => {
      const c = new pg.Client(cfg);
      await c.connect();
      try {
        await c.query(sql);
      } finally {
        await c.end();
      }
    };
    await admin(`CREATE DATABASE "${name}"`);
    const a = await open(name).connect(),
      end = a.dispose.bind(a);
    a.dispose = async () => {
      await end();
      await admin(`DROP DATABASE "${name}"`);
    };
    return a;
  };
  return main;
}
const diff = (e, from, to) =>
  e.diff({ from, to, script: true, exitCode: true, shadowDatabaseUrl: null, filters });

const [cmd, arg] = process.argv.slice(2);
if (cmd === "generate") {
  // `generate` never runs the schema engine; naming any file that exists stops the CLI from fetching one
  const env = {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    ...process.env,
  };
  const cli = join(
    dirname(fileURLToPath(import.meta.resolve("prisma/package.json"))),
    "build/index.js",
  );
  for (const p of providers) {
    copyFileSync(at("models.prisma"), at(p, "models.copy.prisma"));
    const r = spawnSync(process.execPath, [cli, "generate", "--no-hints", "--schema", at(p)], {
      env,
      cwd: root,
      encoding: "utf8",
    });
    rmSync(at(p, "models.copy.prisma"));
    if (r.status) {
      console.error(r.stdout, r.stderr);
      process.exit(1);
    }
    console.log(p, "client generated");
  }
} else if (cmd === "new") {
  if (!/^[a-z0-9_-]{1,60}$/.test(arg ?? "")) throw new Error("usage: db.mjs new <name>");
  const name = `${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}_${arg}`,
    last = "models.migrated.prisma";
  const out = [];
  for (const p of providers) {
    const r = await diff(
      await engine(p, nowhere(p)),
      existsSync(at(last)) ? { tag: "schemaDatamodel", ...schema(p, last) } : { tag: "empty" },
      { tag: "schemaDatamodel", ...schema(p) },
    );
    // the server in `nowhere` cannot say that "public" is there; creating it again asks for a right that a plain user has not
    if (r.exitCode)
      out.push([
        p,
        r.stdout.replace('-- CreateSchema\nCREATE SCHEMA IF NOT EXISTS "public";\n\n', ""),
      ]);
    else console.log(p, "no change");
  }
  for (const [p, sql] of out) {
    mkdirSync(at(p, "migrations", name), { recursive: true });
    writeFileSync(at(p, "migrations", name, "migration.sql"), sql);
    writeFileSync(at(p, "migrations", "migration_lock.toml"), `provider = "${p}"\n`);
    console.log(relative(root, at(p, "migrations", name, "migration.sql")));
  }
  copyFileSync(at("models.prisma"), at(last));
} else if (cmd === "check") {
  let bad = false;
  for (const p of providers) {
    if (p === "postgresql" && !process.env.PG_URL) {
      console.log(p, "skipped: no PG_URL");
      continue;
    }
    const e = await engine(p, await database(p, p === "sqlite" ? ":memory:" : process.env.PG_URL));
    const r = await diff(
      e,
      { tag: "migrations", ...migrations(p) },
      { tag: "schemaDatamodel", ...schema(p) },
    );
    console.log(p, r.exitCode ? `differs:\n${r.stdout}` : "in step");
    bad ||= !!r.exitCode;
  }
  process.exit(bad ? 1 : 0);
} else throw new Error("usage: db.mjs generate | new <name> | check");
