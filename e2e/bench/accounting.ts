import type { OperationDefinition, OperationsDeps } from "@/server/operations/engine-types";
import {
  ended,
  engineOn,
  startIntent,
  tempDatabase,
  viewOnce,
} from "@/server/operations/testing/fixture";
import { createRightsBook } from "@/server/rights/rights-book";
import { bounded, type Figure, figure, median, percentile } from "./figure";

const WARM_UP = 100;
const STARTS = 300;
const PEOPLE = 50;

const immediate: OperationDefinition = {
  kind: "machine.start",
  cancellable: false,
  run: async () => ({ state: "succeeded", evidence: {} }),
  reconcile: async () => undefined,
};

/** What a start costs before the host is asked: the right, the intent and its locks, the audit. */
export async function benchAccounting(): Promise<Figure[]> {
  const without = await startsMs({ audit: { append: async () => {} } });
  const accepted = await startsMs({});
  return [
    bounded("start.accepted.p95", percentile(accepted, 0.95), { atMost: 10, unit: "ms" }),
    figure({
      id: "start.accepted.p50",
      value: median(accepted),
      unit: "ms",
      against: { name: "the same without an audit", value: median(without) },
      atMost: 1.5,
    }),
  ];
}

async function startsMs(more: Partial<OperationsDeps>): Promise<number[]> {
  const database = await tempDatabase();
  const engine = engineOn(database, [immediate], more);
  try {
    await engine.start();
    const rights = await bookWithGrants(database.db);
    const times: number[] = [];
    for (let n = 0; n < WARM_UP + STARTS; n++) {
      const uuid = `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
      const target = { hostId: "h1", uuid, name: `m${n}`, hostName: "kvm1" };
      const intent = startIntent({ intent: `bench-${n}`, target, locks: [`machine:${uuid}`] });
      const startedMs = performance.now();
      rights
        .of({ kind: "person", personId: `u${n % PEOPLE}` })
        .require([{ action: "machine.power.on", object: { kind: "machine", uuid } }]);
      const { id } = await engine.begin(intent);
      times.push(performance.now() - startedMs);
      await viewOnce(engine, id, ended);
    }
    return times.slice(WARM_UP);
  } finally {
    await engine.close();
    await database.remove();
  }
}

async function bookWithGrants(db: Awaited<ReturnType<typeof tempDatabase>>["db"]) {
  for (let n = 0; n < PEOPLE; n++) {
    const id = `u${n}`;
    const now = new Date();
    await db.user.create({
      data: {
        id,
        name: id,
        email: `${id}@flotilla.invalid`,
        createdAt: now,
        updatedAt: now,
        grants: {
          create: { id, builtInRole: "operator", scopeKind: "fleet", createdByName: "bench" },
        },
      },
    });
  }
  return createRightsBook(db);
}
