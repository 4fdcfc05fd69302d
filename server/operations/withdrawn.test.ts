import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hostRow } from "../inventory/testing/rows";
import { AppError } from "../problem";
import { onHost } from "../rights/requirements";
import { createRightsBook } from "../rights/rights-book";
import type { RightsBook } from "../rights/types";
import type { OperationDefinition, OperationOutcome, Operations } from "./engine-types";
import { mayGoOn } from "./may";
import {
  ended,
  engineOn,
  signals,
  startIntent,
  type TempDatabase,
  tempDatabase,
  viewOnce,
} from "./testing/fixture";
import type { OperationPhase } from "./types";

const seen = { state: "succeeded", evidence: { state: "running" } } satisfies OperationOutcome;
const stopped = { state: "failed", problem: { code: "rightWithdrawn", params: { by: "ada" } } };
const { uuid } = startIntent().target;
const destinationId = "h2";

let database: TempDatabase;
let book: RightsBook;
let engine: Operations | undefined;
beforeEach(async () => {
  database = await tempDatabase();
  await database.db.user.create({
    data: {
      id: "u1",
      name: "ada",
      email: "ada@example.org",
      createdAt: new Date(),
      updatedAt: new Date(),
      grants: {
        create: [
          {
            id: "on-machine",
            builtInRole: "operator",
            scopeKind: "machine",
            machineUuid: uuid,
            createdByName: "owner",
          },
          { id: "on-fleet", builtInRole: "hostAdmin", scopeKind: "fleet", createdByName: "owner" },
        ],
      },
    },
  });
  book = await createRightsBook(database.db);
});
afterEach(async () => {
  await engine?.close();
  engine = undefined;
  await database.remove();
});

const withdrawals = {
  "the grant on the machine is removed": () =>
    database.db.grant.delete({ where: { id: "on-machine" } }),
  "the person is disabled": () =>
    database.db.user.update({ where: { id: "u1" }, data: { disabledAt: new Date() } }),
  "the grant runs out": () =>
    database.db.grant.update({ where: { id: "on-machine" }, data: { expiresAt: new Date(0) } }),
};
type Withdrawal = keyof typeof withdrawals;

async function withdraw(how: Withdrawal): Promise<void> {
  await withdrawals[how]();
  await book.reload();
}

/** Work of the given phases; the right goes before the phase it says. Answers with the phases it got into. */
async function work(
  phases: readonly OperationPhase[],
  lose: { before: OperationPhase; change: () => Promise<unknown> },
  over: Partial<OperationDefinition> = {},
) {
  const taken: OperationPhase[] = [];
  const definition: OperationDefinition = {
    kind: "machine.migrate",
    cancellable: true,
    run: async (run) => {
      for (const phase of phases) {
        if (phase === lose.before) await lose.change();
        await run.phase(phase);
        taken.push(phase);
      }
      return seen;
    },
    reconcile: async () => undefined,
    ...over,
  };
  const begun = await started([definition]);
  const { id } = await begun.begin(startIntent({ kind: definition.kind }));
  const view = await viewOnce(begun, id, ended);
  const rows = await database.db.operationEvent.findMany({
    where: { kind: "phase" },
    orderBy: { n: "asc" },
  });
  return { view, taken, recorded: rows.map(({ phase }) => phase) };
}

async function started(
  definitions: OperationDefinition[],
  more: Parameters<typeof engineOn>[2] = {},
): Promise<Operations> {
  engine = engineOn(database, definitions, {
    mayGoOn: (operation, needs) => mayGoOn(book, operation, needs),
    ...more,
  });
  await engine.start();
  return engine;
}

const migration = ["begin", "prepare", "perform", "finish", "confirm", "cleanUp"] as const;

describe("a right that goes while the work waits", () => {
  it.each(Object.keys(withdrawals) as Withdrawal[])(
    "%s: nothing is asked of the host",
    async (how) => {
      const { view, taken, recorded } = await work(
        ["requesting"],
        { before: "requesting", change: () => withdraw(how) },
        { kind: "machine.start" },
      );
      expect(view).toMatchObject(stopped);
      expect({ taken, recorded }).toEqual({ taken: [], recorded: [] });
      expect(await database.db.resourceLock.count()).toBe(0);
    },
  );

  it("a grant of something else changes nothing", async () => {
    const change = async () => {
      await database.db.grant.delete({ where: { id: "on-fleet" } });
      await book.reload();
    };
    const { view } = await work(["requesting"], { before: "requesting", change });
    expect(view.state).toBe("succeeded");
  });
});

describe("a migration whose requester loses the right", () => {
  it.each([...migration])(
    "before %s: stops only where stopping takes everything back",
    async (before) => {
      const change = () => withdraw("the grant on the machine is removed");
      const { view, taken } = await work(migration, { before, change });
      const safe = ["begin", "prepare", "perform"].includes(before);
      expect(taken).toEqual(safe ? migration.slice(0, migration.indexOf(before)) : migration);
      expect(view).toMatchObject(safe ? stopped : { state: "succeeded", problem: null });
    },
  );

  it("stops as well when only the right on the destination is lost", async () => {
    const change = async () => {
      await database.db.grant.delete({ where: { id: "on-fleet" } });
      await book.reload();
    };
    const needs = () => [onHost("host.place", destinationId)];
    const { view, taken } = await work(migration, { before: "perform", change }, { needs });
    expect(taken).toEqual(["begin", "prepare"]);
    expect(view).toMatchObject(stopped);
  });
});

it("taking back what was cancelled needs no right any more", async () => {
  const begun = await started([
    {
      kind: "machine.migrate",
      cancellable: true,
      run: async (run) => {
        await run.phase("begin");
        await new Promise<void>((resolve) => run.onCancel(resolve));
        await withdraw("the grant on the machine is removed");
        await run.phase("perform", { step: "abortJob" });
        return { state: "cancelled", evidence: { aborted: true } };
      },
      reconcile: async () => undefined,
    },
  ]);
  const { id } = await begun.begin(startIntent({ kind: "machine.migrate" }));
  await viewOnce(begun, id, (view) => view.phase === "begin");
  await begun.requestCancel(id, { id: "u1", name: "ada" });
  expect(await viewOnce(begun, id, ended)).toMatchObject({ state: "cancelled", problem: null });
});

it("work whose outcome is being read goes on to its end without the right", async () => {
  const fleet = signals();
  let lost = false;
  const begun = await started(
    [
      {
        kind: "machine.migrate",
        cancellable: true,
        run: async (run) => {
          await run.phase("begin");
          throw new Error("line lost");
        },
        reconcile: async (run) => {
          if (!lost) return undefined;
          await run.phase("perform", { step: "abortJob" });
          return seen;
        },
      },
    ],
    { fleet, judge: () => ({ problem: { code: "internal" }, effectKnown: false }) },
  );
  const { id } = await begun.begin(startIntent({ kind: "machine.migrate" }));
  await viewOnce(begun, id, (view) => view.state === "indeterminate");
  await withdraw("the person is disabled");
  lost = true;
  fleet.linkChanged(hostRow("h1"));
  expect(await viewOnce(begun, id, ended)).toMatchObject({ state: "succeeded" });
});

it("what a restart finds queued is not begun for somebody who may not any more", async () => {
  const first = engineOn(database, [definitionThatWaits()]);
  await first.start();
  const { id } = await first.begin(startIntent());
  await first.close();
  await withdraw("the person is disabled");
  let asked = 0;
  const next = await started([
    {
      ...definitionThatWaits(),
      run: async (run) => {
        await run.phase("requesting");
        asked++;
        return seen;
      },
    },
  ]);
  expect(await viewOnce(next, id, ended)).toMatchObject(stopped);
  expect(asked).toBe(0);
});

const definitionThatWaits = (): OperationDefinition => ({
  kind: "machine.start",
  cancellable: true,
  run: (run) =>
    new Promise((_resolve, reject) => {
      run.signal.addEventListener("abort", () => reject(new AppError({ code: "internal" })));
    }),
  reconcile: async () => undefined,
});
