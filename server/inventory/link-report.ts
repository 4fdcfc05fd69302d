import type { Logger } from "pino";
import { linkOfProblem } from "./host-link";
import { problemOfHostError } from "./problem-of";
import type { Applied, Change, Store } from "./store";
import type { HostRow } from "./types";

interface ReportDeps {
  hostId: string;
  store: Store;
  apply(changes: readonly Change[]): Applied;
  log: Logger;
}

/** What a host's row says about its link, and since when. */
export interface LinkReport {
  /** Something true was just read from the host. */
  heard(): void;
  lost(error: unknown): void;
  /** To go out together with the list: rows are never online and old at the same time. */
  onlinePatch(): Partial<HostRow>;
}

export function createLinkReport({ hostId, store, apply, log }: ReportDeps): LinkReport {
  let heardMs = 0;
  return {
    heard() {
      heardMs = Date.now();
    },
    lost(error) {
      const row = store.host(hostId);
      if (!row) return;
      const problem = problemOfHostError(error, { host: row.name });
      const link = linkOfProblem(problem);
      if (row.link !== link) {
        log.warn({ host: row.name, problem: problem.code, err: error }, "host lost");
      }
      const sinceMs = row.link === link ? row.sinceMs : Date.now();
      const seenAtMs = Math.max(row.seenAtMs ?? 0, heardMs) || null;
      apply([{ kind: "hostPatched", hostId, patch: { link, sinceMs, problem, seenAtMs } }]);
    },
    onlinePatch() {
      const row = store.host(hostId);
      const sinceMs = row?.link === "online" ? row.sinceMs : Date.now();
      return { link: "online", sinceMs, problem: null, seenAtMs: Date.now() };
    },
  };
}
