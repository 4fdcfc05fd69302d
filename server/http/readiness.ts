import type { ServerResponse } from "node:http";
import type { Runtime } from "../runtime-types";

const ANSWER_WITHIN_MS = 2_000;

/**
 * /readyz: whether requests can be served in full. Migrations are applied before anything listens, and the
 * server listens only once the fleet and the operations have begun; what can be lost later is asked here.
 */
export function createReadiness({ db, writer }: Pick<Runtime, "db" | "writer">) {
  return async (response: ServerResponse): Promise<void> => {
    const executor = await inTime(db.executor.findUnique({ where: { id: 1 } }));
    const checks = {
      database: executor !== undefined,
      migrations: true,
      executor: executor?.epoch === writer.epoch,
      fleet: true,
    };
    const ready = Object.values(checks).every(Boolean);
    response.writeHead(ready ? 200 : 503, {
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
    });
    response.end(JSON.stringify({ ready, checks }));
  };
}

/** undefined where there is no answer in time, or an error instead of one. */
async function inTime<T>(answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ANSWER_WITHIN_MS);
  });
  return Promise.race([answer.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}
