import type { Db } from "../db/client";
import { SessionLimits } from "./schema";

const KEY = "session.limits";

export const defaultLimits: SessionLimits = { idleHours: 8, absoluteHours: 168 };

export async function readLimits(db: Db): Promise<SessionLimits> {
  const row = await db.setting.findUnique({ where: { key: KEY } });
  return row ? SessionLimits.parse(JSON.parse(row.value)) : defaultLimits;
}

export const limitsRow = (limits: SessionLimits) => {
  const value = JSON.stringify(limits);
  return { where: { key: KEY }, create: { key: KEY, value }, update: { value } };
};
