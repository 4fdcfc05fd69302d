import { onFleet } from "../../rights/requirements";
import { createWebhook } from "../../webhooks/create";
import { listWebhooks } from "../../webhooks/list";
import { listDeliveries } from "../../webhooks/list-deliveries";
import { removeWebhook } from "../../webhooks/remove";
import { CreateWebhookInput, UpdateWebhookInput, WebhookId } from "../../webhooks/schema";
import { sendTest } from "../../webhooks/send-test";
import { updateWebhook } from "../../webhooks/update";
import { Nothing, needing, proved, router } from "../trpc";

const settings = () => [onFleet("fleet.settings")];

export const webhooksRouter = router({
  list: needing(Nothing, settings).query(({ ctx }) => listWebhooks(ctx.verb)),
  deliveries: needing(WebhookId, settings).query(({ ctx, input }) =>
    listDeliveries(ctx.verb, input),
  ),
  create: needing(CreateWebhookInput, settings)
    .use(proved)
    .mutation(({ ctx, input }) => createWebhook(ctx.verb, input)),
  update: needing(UpdateWebhookInput, settings)
    .use(proved)
    .mutation(({ ctx, input }) => updateWebhook(ctx.verb, input)),
  remove: needing(WebhookId, settings)
    .use(proved)
    .mutation(({ ctx, input }) => removeWebhook(ctx.verb, input)),
  test: needing(WebhookId, settings).mutation(({ ctx, input }) => sendTest(ctx.verb, input)),
});
