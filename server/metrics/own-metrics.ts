import { monitorEventLoopDelay } from "node:perf_hooks";
import { operationStates } from "../operations/types";
import type { Runtime } from "../runtime-types";
import type { Exposition } from "./exposition";

const NS_PER_SECOND = 1e9;

/** The server itself, under `flotilla_`. */
export function createOwnMetrics({ db }: Pick<Runtime, "db">) {
  const lag = monitorEventLoopDelay({ resolution: 20 });
  lag.enable();
  return async (metrics: Exposition): Promise<void> => {
    const asked = performance.now();
    const [byState, sessions] = await Promise.all([
      db.operation.groupBy({ by: ["state"], _count: { _all: true } }),
      db.session.count({ where: { expiresAt: { gt: new Date() } } }),
    ]);
    const seconds = (performance.now() - asked) / 1_000;
    const counts = new Map(byState.map(({ state, _count }) => [state, _count._all]));
    for (const state of operationStates) {
      const count = counts.get(state) ?? 0;
      metrics.gauge("flotilla_operations", "Operations on record, by state", count, { state });
    }
    metrics.gauge("flotilla_sessions", "Sessions of people that have not run out", sessions);
    metrics.gauge("flotilla_database_seconds", "How long the database took just now", seconds);
    const p99 = lag.percentile(99) / NS_PER_SECOND;
    metrics.gauge("flotilla_event_loop_lag_p99_seconds", "Delay since the last scrape", p99);
    lag.reset();
    metrics.gauge(
      "flotilla_resident_memory_bytes",
      "Memory of the process",
      process.memoryUsage.rss(),
    );
    metrics.gauge(
      "flotilla_uptime_seconds",
      "Since the process began",
      Math.round(process.uptime()),
    );
  };
}
