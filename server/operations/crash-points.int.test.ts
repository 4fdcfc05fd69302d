import { existsSync } from "node:fs";
import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plainUser } from "@/e2e/lab/accounts";
import { waitUntil } from "@/e2e/lab/wait-until";
import { listBackups } from "../database/backup-files";
import { fingerprintOf } from "../hosts/openssh-key";
import { type MachineAction, machineActions } from "../machines/schema";
import { type ServerLab, startServerLab } from "../migrations/testing/server-lab";
import { type CaseReport, type CrashCase, CrashLane, crashEverywhere } from "./testing/crash-lane";
import type { End } from "./testing/crash-messages";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bundle = join(root, "dist/crash-server.mjs");
/** Most of a case is waiting for a server to decide; more at once than the machine has cores. */
const AT_ONCE = 8;

let s: ServerLab;
let publicKey: string;
beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL("testing/crash-server.ts", import.meta.url))],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    alias: { "@": root, "node-libvirt": join(root, "server/node-libvirt/index.ts") },
    external: ["cpu-features", "*.node"],
    sourcemap: true,
    logLevel: "error",
  });
  s = await startServerLab("int-crash", 2);
  for (const host of s.lab.hosts) {
    const pool = ["images", "dir", "--target", "/var/lib/libvirt/images"];
    await host.attempt(["virsh", "-q", "pool-create-as", ...pool]);
  }
  publicKey = (await s.runtime().identity.describe()).publicKey;
}, 240_000);
afterAll(async () => {
  await s?.dispose();
  await rm(bundle, { force: true });
  await rm(`${bundle}.map`, { force: true });
});

const stateOn = async (host: string, guest: string): Promise<string> => {
  const answer = await s.lab.host(host).attempt(["virsh", "-q", "domstate", guest]);
  return answer.code === 0 ? answer.stdout.trim() : "absent";
};
const done = (end: End | null) => end?.state === "succeeded";
const differs = (recorded: boolean, real: boolean, what: string) =>
  recorded === real ? undefined : `${what}: recorded ${recorded}, in truth ${real}`;

const names = { running: "running", "shut off": "shutOff", paused: "paused" } as const;
type Seen = keyof typeof names;

/** Each action from its own starting state on a machine of its own; done is what virsh says. */
const powerStates: Record<MachineAction, { before: Seen; after: Seen | undefined }> = {
  start: { before: "shut off", after: "running" },
  forceOff: { before: "running", after: "shut off" },
  pause: { before: "running", after: "paused" },
  resume: { before: "paused", after: "running" },
  shutdown: { before: "running", after: "shut off" },
  reset: { before: "running", after: undefined },
  reboot: { before: "running", after: undefined },
};

async function bring(guest: string, to: Seen): Promise<void> {
  const host = s.lab.host("kvm1");
  const virsh = (verb: string) => host.attempt(["virsh", "-q", verb, guest]);
  const now = await stateOn("kvm1", guest);
  if (now === to) return;
  if (to === "shut off") await virsh("destroy");
  else await virsh(now === "paused" ? "resume" : "start");
  if (to === "running")
    await waitUntil("the guest", async () => (await s.lab.readCounter("kvm1", guest)) > 0);
  if (to === "paused") await virsh("suspend");
}

async function powerCase(action: MachineAction): Promise<CrashCase> {
  const guest = `crash-${action.toLowerCase()}`;
  const uuid = await s.lab.defineGuest("kvm1", { name: guest, kind: "tiny", network: false });
  const machine = { hostId: "kvm1", uuid };
  const { before, after } = powerStates[action];
  return {
    kind: `machine.${action}`,
    hosts: ["kvm1"],
    ...(action === "shutdown" ? { cancelAfterMs: 3_000 } : {}),
    async prepare(lane) {
      await bring(guest, before);
      await lane.ask({ ask: "see", machine, state: names[before] });
      return { verb: "power", action, machine };
    },
    async contradiction(end, { calls }) {
      const asked = calls.filter((call) => call.startsWith("domain")).length;
      if (asked > 1) return `asked ${asked} times`;
      if (after) return differs(done(end), (await stateOn("kvm1", guest)) === after, after);
      // Nothing on the host tells: it may be called done only by who heard the answer.
      return done(end) && asked !== 1 ? "done without being asked" : undefined;
    },
  };
}

async function migrationCase(
  mode: "managed" | "peerToPeer",
  copyStorage: boolean,
  share = { index: 0, of: 1 },
): Promise<CrashCase> {
  const guest = `crash-${mode.toLowerCase()}${copyStorage ? "-copy" : ""}-${share.index}`;
  const uuid = await s.guest("kvm1", { name: guest, storage: copyStorage ? "local" : "shared" });
  let from = "kvm1";
  const other = (host: string) => (host === "kvm1" ? "kvm2" : "kvm1");
  return {
    kind: `machine.migrate ${mode}${copyStorage ? ", handed over" : ""} ${share.index + 1}/${share.of}`,
    share,
    hosts: ["kvm1", "kvm2"],
    async prepare(lane) {
      // It is moved back and forth: where it runs now is where it starts from.
      from = (await stateOn("kvm1", guest)) === "running" ? "kvm1" : "kvm2";
      const machine = { hostId: from, uuid };
      await lane.ask({ ask: "see", machine, state: "running" });
      const options = { mode, copyStorage, autoConverge: false, acceptUnsafe: false };
      return { verb: "migrate", machine, destinationId: other(from), options };
    },
    async contradiction(end) {
      const [here, there] = [await stateOn(from, guest), await stateOn(other(from), guest)];
      const moved = here === "absent" && there === "running";
      const stayed = here === "running" && there === "absent";
      if (!moved && !stayed) return `here ${here}, there ${there}`;
      return differs(done(end), moved, "moved");
    },
  };
}

async function hostCases(): Promise<CrashCase[]> {
  const kvm2 = s.lab.host("kvm2");
  const hostKeySha256 = fingerprintOf(await kvm2.ssh.hostKey());
  const add = { verb: "host.add", uri: kvm2.uris.sshPlain, name: "kvm2", hostKeySha256 } as const;
  const known = async (lane: CrashLane) => (await lane.hosts()).find(({ name }) => name !== "kvm1");
  const absent = async (lane: CrashLane) => {
    const host = await known(lane);
    if (host) await lane.do({ verb: "host.remove", hostId: host.id });
  };
  const present = async (lane: CrashLane) => {
    const host = await known(lane);
    if (host) return host;
    await lane.do(add);
    return waitUntil("the host", () => known(lane));
  };
  const wrongKey = `SHA256:${"A".repeat(43)}`;
  const keysOnHost = join(kvm2.paths.tree, "home", plainUser.name, ".ssh/authorized_keys");
  const ours = (text: string) => text.split("\n").filter((line) => line === publicKey.trim());
  let wanted = "";
  return [
    {
      kind: "host.add",
      hosts: [],
      async prepare(lane) {
        await absent(lane);
        return add;
      },
      contradiction: async (end, { lane }) =>
        differs(done(end), (await known(lane)) !== undefined, "registered"),
    },
    {
      kind: "host.remove",
      hosts: [],
      prepare: async (lane) => ({ verb: "host.remove", hostId: (await present(lane)).id }),
      contradiction: async (end, { lane }) =>
        differs(done(end), (await known(lane)) === undefined, "forgotten"),
    },
    {
      kind: "host.rename",
      hosts: [],
      async prepare(lane) {
        const { id, name } = await present(lane);
        wanted = name === "left" ? "right" : "left";
        return { verb: "host.rename", hostId: id, name: wanted };
      },
      contradiction: async (end, { lane }) =>
        differs(done(end), (await known(lane))?.name === wanted, "renamed"),
    },
    {
      kind: "host.repin",
      hosts: [],
      async prepare(lane) {
        const { id } = await present(lane);
        await lane.ask({ ask: "pretend", hostId: id, hostKeySha256: wrongKey });
        return { verb: "host.repin", hostId: id, hostKeySha256 };
      },
      contradiction: async (end, { lane }) =>
        differs(done(end), (await known(lane))?.hostKeySha256 === hostKeySha256, "pinned"),
    },
    {
      kind: "host.installKey",
      hosts: [],
      async prepare() {
        const text = await readFile(keysOnHost, "utf8");
        const others = text.split("\n").filter((line) => !ours(text).includes(line));
        await writeFile(keysOnHost, others.join("\n"));
        const account = kvm2.passwordUsers.find(({ user }) => user === plainUser.name);
        const uri = kvm2.uris.sshPlain.replace("root@", `${plainUser.name}@`);
        return {
          verb: "host.installKey",
          uri,
          hostKeySha256,
          password: account?.password ?? "",
        };
      },
      contradiction: async (end) =>
        differs(done(end), ours(await readFile(keysOnHost, "utf8")).length === 1, "installed"),
    },
  ];
}

function databaseCases(): CrashCase[] {
  let before: string[] = [];
  let keyBefore = "";
  const key = (lane: CrashLane) => readFile(join(lane.dataDir, "master.key"), "utf8");
  const backups = async (lane: CrashLane) =>
    (await listBackups(lane.dataDir)).map(({ name }) => name);
  return [
    {
      kind: "database.backup",
      hosts: [],
      async prepare(lane) {
        before = await backups(lane);
        return { verb: "database.backup" };
      },
      contradiction: async (end, { lane }) => {
        const fresh = (await backups(lane)).filter((name) => !before.includes(name));
        return differs(done(end), fresh.length === 1, "backed up");
      },
    },
    {
      kind: "database.rotateKey",
      hosts: [],
      async prepare(lane) {
        keyBefore = await key(lane);
        return { verb: "database.rotateKey" };
      },
      contradiction: async (end, { lane }) =>
        differs(done(end), (await key(lane)) !== keyBefore, "replaced"),
    },
  ];
}

async function inTurn(cases: CrashCase[]): Promise<CaseReport[]> {
  const reports: CaseReport[] = [];
  const waiting = [...cases];
  const worker = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const dataDir = `${s.dataDir}-${one.kind.replace(/\W+/g, "-")}`;
      await cp(s.dataDir, dataDir, { recursive: true });
      reports.push(await crashEverywhere(new CrashLane(bundle, dataDir, one.hosts), one));
      await rm(dataDir, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return reports;
}

test("killed with -9 at every boundary of every kind of work: the record says what is true on the hosts", async () => {
  const migrations = [
    await migrationCase("managed", false, { index: 0, of: 2 }),
    await migrationCase("managed", false, { index: 1, of: 2 }),
    await migrationCase("managed", true, { index: 0, of: 2 }),
    await migrationCase("managed", true, { index: 1, of: 2 }),
    await migrationCase("peerToPeer", false),
    await migrationCase("peerToPeer", true),
  ];
  const powers: CrashCase[] = [];
  for (const action of machineActions) powers.push(await powerCase(action));
  const hosts = await hostCases();
  // What every lane begins with: this server's data directory, with both hosts and its key.
  await s.stop();
  const log = join(s.dataDir, "flotilla.db-wal");
  await waitUntil("the database to be closed", () => !existsSync(log));
  const reports = await inTurn([...migrations, ...powers, ...hosts, ...databaseCases()]);
  const total = reports.reduce((sum, { boundaries }) => sum + boundaries.length, 0);
  const covered = reports.reduce((sum, report) => sum + report.covered, 0);
  const wrong = reports.flatMap(({ kind, wrong }) => wrong.map((line) => `${kind}, ${line}`));
  console.log(
    [
      ...reports.map(({ kind, covered, boundaries }) => `${kind}: ${covered}/${boundaries.length}`),
      `crash points ${covered}/${total}, wrong outcomes ${wrong.length}`,
    ].join("\n"),
  );
  expect(wrong).toEqual([]);
  expect(covered).toBe(total);
}, 600_000);
