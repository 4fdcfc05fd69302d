import type { VerbContext } from "../api/context";
import { deliveryView } from "./read-webhook";
import type { WebhookId } from "./schema";
import type { DeliveryView } from "./types";

const SHOWN = 50;

/** The newest first. */
export async function listDeliveries(ctx: VerbContext, { id }: WebhookId): Promise<DeliveryView[]> {
  const rows = await ctx.runtime.db.webhookDelivery.findMany({
    where: { webhookId: id },
    orderBy: { id: "desc" },
    take: SHOWN,
  });
  return rows.map(deliveryView);
}
