import type { Logger } from "pino";
import { cutAudit } from "./cut";
import type { AuditSettingsStore } from "./settings";

const EVERY_MS = 6 * 3_600_000;
const DAY_MS = 86_400_000;

type Deps = Parameters<typeof cutAudit>[0] & { settings: AuditSettingsStore; log: Logger };

/** Cuts what the settings no longer want kept: at start, a few times a day, and when they change. */
export function startRetention(deps: Deps): () => void {
  const { settings, log } = deps;
  const cut = () => {
    const { retentionDays } = settings.current;
    if (retentionDays === null) return;
    cutAudit(deps, new Date(Date.now() - retentionDays * DAY_MS)).then(
      (count) => count > 0 && log.info({ count }, "audit events cut by retention"),
      (err: unknown) => log.error({ err }, "audit not cut"),
    );
  };
  cut();
  settings.onChange(cut);
  const timer = setInterval(cut, EVERY_MS).unref();
  return () => clearInterval(timer);
}
