import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../problem";
import type { OperationDefinition, OperationOutcome, Operations } from "./engine-types";
import {
  ended,
  engineOn,
  signals,
  startIntent,
  type TempDatabase,
  tempDatabase,
  viewOnce,
} from "./testing/fixture";

const seen = { state: "succeeded", evidence: { state: "running" } } satisfies OperationOutcome;

function definition(over: Partial<OperationDefinition> = {}): OperationDefinition {
  return {
    kind: "machine.start",
    cancellable: true,
    run: async (run) => {
      await run.phase("requesting");
      return seen;
    },
    reconcile: async () => undefined,
    ...over,
  };
}

/** Work that ends when the test says so. */
function gate() {
  let open: (outcome: OperationOutcome) => void = () => {};
  const passed = new Promise<OperationOutcome>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

let database: TempDatabase;
let engines: Operations[] = [];
beforeEach(async () => {
  database = await tempDatabase();
});
afterEach(async () => {
  await Promise.all(engines.map((engine) => engine.close()));
  engines = [];
  await database.remove();
});

async function started(
  definitions: OperationDefinition[],
  more: Parameters<typeof engineOn>[2] = {},
): Promise<Operations> {
  const engine = engineOn(database, definitions, more);
  engines.push(engine);
  await engine.start();
  return engine;
}

describe("before the first side effect", () => {
  it("row, lock and first event are on disk when the work begins", async () => {
    const atWork = gate();
    let found: unknown;
    const engine = await started([
      definition({
        run: async (run) => {
          found = {
            row: (await database.db.operation.findUnique({ where: { id: run.id } }))?.state,
            locks: await database.db.resourceLock.count({ where: { operationId: run.id } }),
            events: await database.db.operationEvent.count({ where: { operationId: run.id } }),
          };
          return atWork.passed;
        },
      }),
    ]);
    const { id } = await engine.begin(startIntent());
    atWork.open(seen);
    await viewOnce(engine, id, ended);
    expect(found).toEqual({ row: "queued", locks: 1, events: 1 });
  });

  it("a refusing guard leaves no row, no lock, no event", async () => {
    const engine = await started([definition()]);
    const guard = () => {
      throw new AppError({ code: "machineStateWrong" });
    };
    await expect(engine.begin(startIntent({ guard }))).rejects.toMatchObject({
      problem: { code: "machineStateWrong" },
    });
    expect(await database.db.operation.count()).toBe(0);
    expect(await database.db.resourceLock.count()).toBe(0);
  });
});

describe("duplicates and conflicts", () => {
  it("ten times the same intent at once is one operation, done once", async () => {
    let effects = 0;
    const work = gate();
    const engine = await started([
      definition({
        run: async () => {
          effects++;
          return work.passed;
        },
      }),
    ]);
    const views = await Promise.all(Array.from({ length: 10 }, () => engine.begin(startIntent())));
    work.open(seen);
    await viewOnce(engine, views[0]?.id ?? "", ended);
    expect(new Set(views.map((view) => view.id)).size).toBe(1);
    expect(effects).toBe(1);
  });

  it("the same intent after the end answers with the ended operation, even where the guard would refuse now", async () => {
    const engine = await started([definition()]);
    const first = await engine.begin(startIntent());
    await viewOnce(engine, first.id, ended);
    const guard = () => {
      throw new AppError({ code: "machineStateWrong" });
    };
    const again = await engine.begin(startIntent({ guard }));
    expect(again).toMatchObject({ id: first.id, state: "succeeded" });
  });

  it("another intent on a held machine is refused by name: who, what, which phase", async () => {
    const work = gate();
    const engine = await started([
      definition({
        run: async (run) => {
          await run.phase("waitingForGuest");
          return work.passed;
        },
      }),
    ]);
    const first = await engine.begin(startIntent());
    await viewOnce(engine, first.id, (view) => view.phase !== null);
    const other = { intent: "intent-0002", by: { id: "u2", name: "bob" } };
    await expect(engine.begin(startIntent(other))).rejects.toMatchObject({
      problem: {
        code: "machineBusy",
        params: { operationId: first.id, by: "ada", phase: "waitingForGuest" },
      },
    });
    work.open(seen);
    await viewOnce(engine, first.id, ended);
    expect((await engine.begin(startIntent(other))).id).not.toBe(first.id);
  });
});

describe("the end", () => {
  it("state, evidence and the release of the lock appear together; nothing changes them afterwards", async () => {
    const engine = await started([definition()]);
    const { id } = await engine.begin(startIntent());
    const view = await viewOnce(engine, id, ended);
    const row = await database.db.operation.findUniqueOrThrow({ where: { id } });
    expect(view.state).toBe("succeeded");
    expect(JSON.parse(row.evidence ?? "null")).toEqual({ state: "running" });
    expect(await database.db.resourceLock.count()).toBe(0);
    expect(engine.openOn({ uuid: row.machineUuid ?? "" })).toBeUndefined();
  });

  it("events are numbered without a gap and carry the boot they were measured in", async () => {
    const engine = await started([definition()]);
    const { id } = await engine.begin(startIntent());
    await viewOnce(engine, id, ended);
    const events = await database.db.operationEvent.findMany({ orderBy: { n: "asc" } });
    expect(events.map((e) => [e.n, e.kind, e.phase])).toEqual([
      [0, "intent", "requested"],
      [1, "phase", "requesting"],
      [2, "end", "succeeded"],
    ]);
    expect(new Set(events.map((e) => e.bootId)).size).toBe(1);
    expect(events.every((e, i) => e.monotonicMs >= (events[i - 1]?.monotonicMs ?? 0))).toBe(true);
  });

  it("an answer of the host ends it as failed with the host's problem", async () => {
    const engine = await started([
      definition({
        run: async (run) => {
          await run.phase("requesting");
          throw new AppError({ code: "diskMissing", detail: "no such file" });
        },
      }),
    ]);
    const { id } = await engine.begin(startIntent());
    expect(await viewOnce(engine, id, ended)).toMatchObject({
      state: "failed",
      problem: { code: "diskMissing", detail: "no such file" },
    });
  });

  it("silence in mid-work is unknown, not failed: the lock stays until a look decides", async () => {
    const fleet = signals();
    let truth: OperationOutcome | undefined;
    const engine = await started(
      [
        definition({
          run: async (run) => {
            await run.phase("requesting");
            throw new Error("line lost");
          },
          reconcile: async () => truth,
        }),
      ],
      { fleet },
    );
    const { id } = await engine.begin(startIntent());
    await viewOnce(engine, id, (view) => view.state === "indeterminate");
    expect(await database.db.resourceLock.count()).toBe(1);
    truth = seen;
    fleet.linkChanged(hostUp);
    expect(await viewOnce(engine, id, ended)).toMatchObject({ state: "succeeded" });
  });

  it("a passed deadline takes the step from the run and has the outcome read", async () => {
    const steps: string[] = [];
    const engine = await started([
      definition({
        run: async (run) => {
          if (!run.signal.aborted)
            await new Promise((resolve) => run.signal.addEventListener("abort", resolve));
          await run.phase("handOver").catch(() => steps.push("refused"));
          return { state: "succeeded", evidence: { late: true } };
        },
        reconcile: async (run) => {
          if (!steps.includes("refused")) return undefined;
          return {
            state: "failed",
            problem: { code: "outcomeUnknown" },
            evidence: { unsure: run.unsureForMs >= 0 },
          };
        },
      }),
    ]);
    const { id } = await engine.begin(startIntent({ deadlineMs: 50 }));
    await viewOnce(engine, id, ended);
    expect(steps).toEqual(["refused"]);
    const phases = await database.db.operationEvent.findMany({ where: { phase: "handOver" } });
    expect(phases).toEqual([]);
  });
});

describe("cancel", () => {
  it("is a request: recorded, heard, and the truth decides the end", async () => {
    const engine = await started([
      definition({
        run: async (run) => {
          await run.phase("waitingForGuest");
          await new Promise<void>((resolve) => run.onCancel(resolve));
          return { state: "succeeded", evidence: { tooLate: true } };
        },
      }),
    ]);
    const { id } = await engine.begin(startIntent());
    await viewOnce(engine, id, (view) => view.phase !== null);
    await engine.requestCancel(id, { id: "u2", name: "bob" });
    expect((await viewOnce(engine, id, ended)).state).toBe("succeeded");
    const row = await database.db.operation.findUniqueOrThrow({ where: { id } });
    expect(row.cancelBy).toBe("u2");
    await expect(engine.requestCancel(id, { id: "u2", name: "bob" })).resolves.toBeUndefined();
  });

  it("of what cannot be cancelled is refused; of what never was is not found", async () => {
    const work = gate();
    const engine = await started([definition({ cancellable: false, run: () => work.passed })]);
    const { id, cancellable } = await engine.begin(startIntent());
    expect(cancellable).toBe(false);
    await expect(engine.requestCancel(id, { id: "u1", name: "ada" })).rejects.toMatchObject({
      problem: { code: "conflict" },
    });
    await expect(engine.requestCancel("nothing", { id: "u1", name: "ada" })).rejects.toMatchObject({
      problem: { code: "notFound" },
    });
    work.open(seen);
  });
});

describe("work of the server itself", () => {
  it("is awaited, recorded, and done once for two equal requests at the same time", async () => {
    const engine = await started([]);
    const intent = startIntent({ kind: "host.add", locks: ["host:kvm1"] });
    let done = 0;
    const work = async () => {
      done++;
      await new Promise((resolve) => setImmediate(resolve));
      return { hostId: "h9" };
    };
    const both = await Promise.all([engine.runNow(intent, work), engine.runNow(intent, work)]);
    expect(both).toEqual([{ hostId: "h9" }, { hostId: "h9" }]);
    expect(done).toBe(1);
    expect((await database.db.operation.findFirstOrThrow()).state).toBe("succeeded");
  });

  it("throws what the work threw and records it as failed", async () => {
    const engine = await started([]);
    const intent = startIntent({ kind: "host.add", locks: ["host:kvm1"] });
    const work = async () => {
      throw new AppError({ code: "nameTaken" });
    };
    await expect(engine.runNow(intent, work)).rejects.toMatchObject({
      problem: { code: "nameTaken" },
    });
    expect((await database.db.operation.findFirstOrThrow()).state).toBe("failed");
  });
});

describe("one server a database", () => {
  it("a newer epoch fences the old process: it can write nothing and says so", async () => {
    let fenced = false;
    const work = gate();
    const next = gate();
    const old = await started(
      [
        definition({
          run: async (run) => {
            await run.phase("requesting");
            await work.passed;
            await run.phase("waitingForGuest");
            next.open(seen);
            return seen;
          },
        }),
      ],
      {
        onFenced: () => {
          fenced = true;
        },
      },
    );
    const { id } = await old.begin(startIntent());
    await viewOnce(old, id, (view) => view.phase !== null);
    await database.db.executor.update({
      where: { id: 1 },
      data: { epoch: { increment: 1 }, instanceId: "newer" },
    });
    work.open(seen);
    await expect.poll(() => fenced).toBe(true);
    expect(await database.db.operationEvent.count({ where: { phase: "waitingForGuest" } })).toBe(0);
    await expect(old.begin(startIntent({ intent: "intent-0003" }))).rejects.toThrow(/taken over/);
  });
});

const hostUp = {
  id: "h1",
  name: "kvm1",
  uri: "qemu:///system",
  link: "online",
  sinceMs: 0,
  seenAtMs: 0,
  problem: null,
  hostname: null,
  libvirtVersion: null,
  hypervisorVersion: null,
  kvm: null,
  cpus: null,
  memoryKib: null,
  machineCount: 0,
  runningCount: 0,
} as const;
