import type { VerbContext } from "../api/context";
import { webhookView } from "./read-webhook";
import type { WebhookView } from "./types";

export async function listWebhooks(ctx: VerbContext): Promise<WebhookView[]> {
  const rows = await ctx.runtime.db.webhook.findMany({
    orderBy: { name: "asc" },
    include: {
      deliveries: { orderBy: { id: "desc" }, take: 1 },
      _count: { select: { deliveries: { where: { state: "pending" } } } },
    },
  });
  return rows.map(webhookView);
}
