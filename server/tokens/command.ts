/**
 * `npm run -s token -- --name ci --role operator --expires 1h`: a token without a browser, on the server's
 * own database. Whoever may run it can read the database and its master key, so it asks for no right.
 * It works beside a running server, which finds the token at its first use, and before any owner exists.
 */
import { mkdirSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { ZodError } from "zod";
import { appendAudit } from "../audit/audit-log";
import { type Db, openDb, providerOf } from "../db/client";
import { migrate } from "../db/migrate";
import { type Tx, transactionBeside } from "../db/writer";
import { readEnv } from "../env";
import { BuiltInRole, type Scope } from "../rights/schema";
import { type NamedScope, parseArguments, type TokenArguments, usage } from "./parse-arguments";
import type { TokenRole } from "./schema";
import { describeDraft, storeToken, type TokenDraft } from "./store-token";

async function make(db: Db, args: TokenArguments): Promise<string> {
  return transactionBeside(db, async (tx) => {
    const scope = await scopeNamed(tx, args.scope);
    const roles = await Promise.all(args.role.map((name) => roleNamed(tx, name)));
    const draft: TokenDraft = {
      name: args.name,
      grants: roles.map((role) => ({ role, scope })),
      expiresAt: new Date(Date.now() + args.expires),
      sourceCidr: args.from ?? null,
      ownerId: null,
      madeBy: "command line",
    };
    const { id, text } = await storeToken(tx, draft);
    await appendAudit(tx, {
      actor: { id: "command", name: userInfo().username, sessionId: null, sourceIp: null },
      action: "token.create",
      objects: [{ kind: "token", id, name: args.name }],
      decision: "allowed",
      after: describeDraft(draft),
    });
    return text;
  });
}

async function roleNamed(tx: Tx, name: string): Promise<TokenRole> {
  const builtIn = BuiltInRole.safeParse(name);
  if (builtIn.success) return { builtIn: builtIn.data };
  const role = await tx.role.findUnique({ where: { name } });
  if (!role) throw new Error(`no role is called ${name}`);
  return { roleId: role.id };
}

async function scopeNamed(tx: Tx, scope: NamedScope): Promise<Scope> {
  if (scope.kind === "fleet" || scope.kind === "machine") return scope;
  const where = { name: scope.name };
  const found =
    scope.kind === "project"
      ? await tx.project.findUnique({ where })
      : await tx.host.findUnique({ where });
  if (!found) throw new Error(`no ${scope.kind} is called ${scope.name}`);
  return scope.kind === "project"
    ? { kind: "project", projectId: found.id }
    : { kind: "host", hostId: found.id };
}

async function main(): Promise<void> {
  const args = parseArguments(process.argv.slice(2));
  const env = readEnv(process.env);
  mkdirSync(env.dataDir, { recursive: true, mode: 0o700 });
  const provider = providerOf(env.databaseUrl);
  const migrations = join(import.meta.dirname, "..", "..", "prisma", provider, "migrations");
  await migrate(env.databaseUrl, provider, migrations);
  const db = await openDb(env.databaseUrl);
  try {
    process.stdout.write(`${await make(db, args)}\n`);
  } finally {
    await db.$disconnect();
  }
}

main().catch((error: unknown) => {
  const text =
    error instanceof ZodError
      ? error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`).join("\n")
      : error instanceof Error
        ? error.message
        : String(error);
  process.stderr.write(`${text}\n\n${usage}\n`);
  process.exit(1);
});
