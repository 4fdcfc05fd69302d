import type { OperationDefinition } from "@/server/operations/engine-types";
import {
  ended,
  engineOn,
  startIntent,
  tempDatabase,
  viewOnce,
} from "@/server/operations/testing/fixture";
import { createRightsBook } from "@/server/rights/rights-book";
import { bounded, type Figure, percentile } from "./figure";

const STARTS = 300;
const PEOPLE = 50;
const GOAL_MS = 10;

const immediate: OperationDefinition = {
  kind: "machine.start",
  cancellable: false,
  run: async () => ({ state: "succeeded", evidence: {} }),
  reconcile: async () => undefined,
};

/** What a start costs beside the host: the right, the intent with its audit, the end with its audit. */
export async function benchAccounting(): Promise<Figure[]> {
  const database = await tempDatabase();
  const engine = engineOn(database, [immediate]);
  try {
    await engine.start();
    const rights = await bookWithGrants(database.db);
    const accepted: number[] = [];
    const whole: number[] = [];
    for (let n = 0; n < STARTS; n++) {
      const uuid = `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
      const startedMs = performance.now();
      rights
        .of({ kind: "person", personId: `u${n % PEOPLE}` })
        .require([{ action: "machine.power.on", object: { kind: "machine", uuid } }]);
      const target = { hostId: "h1", uuid, name: `m${n}`, hostName: "kvm1" };
      const intent = startIntent({ intent: `bench-${n}`, target, locks: [`machine:${uuid}`] });
      const { id } = await engine.begin(intent);
      accepted.push(performance.now() - startedMs);
      await viewOnce(engine, id, ended);
      whole.push(performance.now() - startedMs);
    }
    const bound = { atMost: GOAL_MS, unit: "ms" };
    return [
      bounded("start.accepted.p95", percentile(accepted, 0.95), bound),
      bounded("start.accounted.p95", percentile(whole, 0.95), bound),
    ];
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
