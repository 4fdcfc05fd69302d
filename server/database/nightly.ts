import type { Runtime } from "../runtime-types";
import { backUp } from "./back-up";
import { listBackups } from "./backup-files";
import { readBackupSettings } from "./backup-settings";

/** At this hour of the server's own clock. */
const HOUR = 3;
const LOOK_EVERY_MS = 10 * 60_000;

const flotilla = { id: "flotilla", name: "Flotilla" };

export type NightlyDeps = Pick<Runtime, "db" | "env" | "log" | "operations">;

/** One backup a night; a server that was off at that hour makes up for it. */
export function startNightlyBackups(deps: NightlyDeps): () => void {
  const look = () =>
    backUpIfDue(deps, new Date()).catch((err) => deps.log.error({ err }, "nightly backup failed"));
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

export async function backUpIfDue(deps: NightlyDeps, now: Date): Promise<string | undefined> {
  const { nightly } = await readBackupSettings(deps.db);
  if (!nightly) return undefined;
  const [newest] = await listBackups(deps.env.dataDir);
  // An installation that is younger than last night has nothing to make up for.
  const firstPerson = await deps.db.user.findFirst({ orderBy: { createdAt: "asc" } });
  const sinceMs = newest?.atMs ?? firstPerson?.createdAt.getTime();
  if (sinceMs === undefined || !isDue(sinceMs, now)) return undefined;
  const { name } = await backUp(deps, { by: flotilla, intent: `nightly-${now.toISOString()}` });
  return name;
}

/** The newest is older than the last time it was that hour. */
export function isDue(newestAtMs: number, now: Date): boolean {
  const lastNight = new Date(now);
  lastNight.setHours(HOUR, 0, 0, 0);
  if (lastNight > now) lastNight.setDate(lastNight.getDate() - 1);
  return newestAtMs < lastNight.getTime();
}
