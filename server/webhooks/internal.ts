import type { Tx } from "../db/writer";
import { parseFilter } from "../filter/parse";
import { refuseComplaints } from "../filter/refuse-complaints";
import { AppError } from "../problem";
import { pinAddress } from "./address-guard";
import { parseEvents, type WebhookRow } from "./read-webhook";

export const assertFilter = (q: string): void => refuseComplaints(parseFilter(q).complaints);

/** Told where it is entered; a name that does not resolve just now may resolve when it is called. */
export async function assertAddress(url: string, allowPrivate: boolean): Promise<void> {
  try {
    await pinAddress(new URL(url), allowPrivate);
  } catch (error) {
    if (error instanceof AppError && error.problem.code === "webhookAddressRefused") throw error;
  }
}

export async function assertNameFree(tx: Tx, name: string, except?: string): Promise<void> {
  const found = await tx.webhook.findUnique({ where: { name } });
  if (found && found.id !== except) throw new AppError({ code: "nameTaken", params: { name } });
}

/** What the audit keeps of it; its address only as far as it is no secret. */
export function describe({
  kind,
  origin,
  events,
  q,
  allowPrivate,
  enabled,
}: WebhookRow): Record<string, unknown> {
  return { kind, origin, events: parseEvents(events), q, allowPrivate, enabled };
}
