/**
 * `npm run audit -- verify [--hosts] [--witness FILE]`: the audit's own test, without the server and
 * without its word. Reads the database of DATABASE_URL or FLOTILLA_DATA; ends with 1 where something is wrong.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { defaultPorts, parseUri, SshSession } from "node-libvirt";
import { readWitnessLines } from "./audit/checkpoint";
import { readJournal } from "./audit/host-journal";
import { loadSigningKey } from "./audit/signing-key";
import { verifyAudit, type Witness } from "./audit/verify";
import type { AuditVerdict } from "./audit/verify-types";
import { type Db, openDb } from "./db/client";
import { readEnv } from "./env";
import { createSshIdentityStore } from "./hosts/ssh-identity";
import { KeyRing } from "./secrets/key-ring";
import { createSecretStore, type SecretStore } from "./secrets/secret-store";

const USAGE = "npm run audit -- verify [--hosts] [--witness FILE]";
const SIGN_IN_TIMEOUT_MS = 10_000;

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { hosts: { type: "boolean" }, witness: { type: "string", multiple: true } },
  });
  if (positionals.length !== 1 || positionals[0] !== "verify") throw new Error(USAGE);
  const env = readEnv(process.env);
  const db = await openDb(env.databaseUrl);
  try {
    const secrets = createSecretStore(db, await KeyRing.load(env.dataDir));
    const witnesses: Witness[] = [];
    for (const file of values.witness ?? [])
      witnesses.push({
        source: file,
        lines: readWitnessLines(await readFile(file, "utf8")),
        problem: null,
      });
    if (values.hosts) witnesses.push(...(await askHosts(db, secrets)));
    const verdict = await verifyAudit(db, await loadSigningKey(db, secrets), witnesses);
    process.stdout.write(`${describe(verdict)}\n`);
    return verdict.ok ? 0 : 1;
  } finally {
    await db.$disconnect();
  }
}

async function askHosts(db: Db, secrets: SecretStore): Promise<Witness[]> {
  const privateKey = await createSshIdentityStore(secrets).privateKey();
  const hosts = await db.host.findMany({ orderBy: { name: "asc" } });
  const bySsh = hosts.filter(({ uri }) => parseUri(uri).transport === "ssh");
  return Promise.all(
    bySsh.map(async ({ name: source, uri: text, hostKeySha256 }): Promise<Witness> => {
      const uri = parseUri(text);
      try {
        const session = await SshSession.open({
          host: uri.host ?? "localhost",
          port: uri.port ?? defaultPorts.ssh,
          user: uri.user ?? undefined,
          privateKey,
          hostKeySha256: hostKeySha256 ?? (() => false),
          timeoutMs: SIGN_IN_TIMEOUT_MS,
        });
        const run: Parameters<typeof readJournal>[0] = (argv, options) =>
          session.exec(argv, options);
        const lines = await readJournal(run).finally(() => session.close());
        return { source, lines, problem: null };
      } catch (error) {
        return { source, lines: [], problem: error instanceof Error ? error.message : "?" };
      }
    }),
  );
}

function describe(verdict: AuditVerdict): string {
  const { events, firstSeq, lastSeq, checkpoints, findings, witnesses } = verdict;
  const lines = [
    `${events} events (${firstSeq}–${lastSeq}), ${checkpoints} checkpoints`,
    ...witnesses.map(
      ({ source, lines: told, agreeing, newestSeq, problem }) =>
        `witness ${source}: ${problem ?? `${agreeing} of ${told} lines agree, newest ${newestSeq ?? "none"}`}`,
    ),
    ...findings.map(
      ({ kind, seq, source }) => `✗ ${kind} at ${seq}${source ? ` (${source})` : ""}`,
    ),
  ];
  return [...lines, verdict.ok ? "sound" : "NOT sound"].join("\n");
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
