/** A server in a process of its own that does what the crash test asks on its standard input. */
import { createInterface } from "node:readline";
import { waitUntil } from "@/e2e/lab/wait-until";
import type { VerbContext } from "../../api/context";
import { backUpNow } from "../../database/back-up";
import { rotateMasterKey } from "../../database/rotate-master-key";
import { addHost } from "../../hosts/add";
import { recordOf } from "../../hosts/host-record";
import { installKey } from "../../hosts/install-key";
import { removeHost } from "../../hosts/remove";
import { renameHost } from "../../hosts/rename";
import { repinHost } from "../../hosts/repin";
import { actOnMachines } from "../../machines/act-on-machines";
import { startMigration } from "../../migrations/start";
import { composeServer } from "../../migrations/testing/server-lab";
import { AppError } from "../../problem";
import { testOwnerRights } from "../../rights/testing/test-owner";
import { installCrashHooks } from "./crash-hooks";
import { type Answer, type End, Request, type Work } from "./crash-messages";

const hooks = installCrashHooks();
const [dataDir = "", ...awaitedHosts] = process.argv.slice(2);
const { runtime, start } = await composeServer(dataDir);
await start();
const ctx: VerbContext = {
  runtime,
  person: {
    id: "u1",
    name: "ada",
    preferences: { locale: "en", theme: "light", density: "comfortable", singleKeys: true },
  },
  rights: testOwnerRights(runtime),
  sessionId: "s1",
  sourceIp: "127.0.0.1",
};

async function begin(work: Work, intent: string): Promise<void> {
  switch (work.verb) {
    case "power": {
      const [result] = await actOnMachines(ctx, work.action, { machines: [work.machine], intent });
      if (result?.problem) throw new AppError(result.problem);
      return;
    }
    case "migrate": {
      const { machine, destinationId, options } = work;
      await startMigration(ctx, { machine, destinationId, options, intent });
      return;
    }
    case "host.add":
      await addHost(ctx, { ...work, intent });
      return;
    case "host.remove":
      await removeHost(ctx, work);
      return;
    case "host.rename":
      await renameHost(ctx, work);
      return;
    case "host.repin":
      await repinHost(ctx, work);
      return;
    case "host.installKey":
      await installKey(ctx, work);
      return;
    case "database.backup":
      await backUpNow(ctx, { intent });
      return;
    case "database.rotateKey":
      await rotateMasterKey(ctx, { intent });
  }
}

/** The newest operation, unless it was there before: work on hosts makes its intents itself. */
async function endOf(after: string, cancelAfterMs?: number): Promise<End | null> {
  const record = await runtime.db.operation.findFirst({ orderBy: { id: "desc" } });
  if (!record || record.id <= after) return null;
  const { id } = record;
  const cancel = () => void runtime.operations.requestCancel(id, ctx.person);
  const timer = cancelAfterMs && setTimeout(cancel, cancelAfterMs);
  const ended = await waitUntil(
    "an end",
    async () => {
      const row = await runtime.db.operation.findUnique({ where: { id } });
      return row?.endedAt ? row : undefined;
    },
    { timeoutMs: 60_000, everyMs: 30 },
  );
  clearTimeout(timer);
  const problem = ended.problem === null ? null : String(JSON.parse(ended.problem).code);
  const locks = await runtime.db.resourceLock.count();
  return { id, state: ended.state, problem, phase: ended.phase, locks };
}

async function answer(request: Request): Promise<Answer> {
  const { db, fleet } = runtime;
  switch (request.ask) {
    case "do": {
      const last = await db.operation.findFirst({ orderBy: { id: "desc" } });
      await hooks.arm(request.crashAt, () => begin(request.work, request.intent));
      const end = await endOf(last?.id ?? "");
      return { boundaries: hooks.disarm(), end };
    }
    case "end":
      return { end: await endOf(request.after, request.cancelAfterMs) };
    case "hosts":
      return { hosts: await db.host.findMany() };
    case "pretend": {
      const { hostId, hostKeySha256 } = request;
      const record = await db.host.update({ where: { id: hostId }, data: { hostKeySha256 } });
      fleet.updateHost(recordOf(record));
      return { done: true };
    }
    case "see":
      // Its disks too: what they are decides how it is moved.
      await waitUntil("the mirror", () => {
        const detail = fleet.machineDetail(request.machine);
        return detail?.state === request.state && detail.disks.length > 0;
      });
      return { done: true };
  }
}

const tell = (text: Answer): void => void process.stdout.write(`${JSON.stringify(text)}\n`);
const online = (id: string) => runtime.fleet.host(id)?.link === "online";
await waitUntil("the hosts", () => awaitedHosts.every(online), { timeoutMs: 60_000 });
tell({ ready: true });
for await (const line of createInterface({ input: process.stdin }))
  tell(
    await answer(Request.parse(JSON.parse(line))).catch((error: unknown) => ({
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })),
  );
await runtime.operations.close();
process.exit(0);
