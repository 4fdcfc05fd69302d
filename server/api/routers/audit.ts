import { listAudit } from "../../audit/list";
import { AuditListInput } from "../../audit/schema";
import { onFleet } from "../../rights/requirements";
import { needing, router } from "../trpc";

export const auditRouter = router({
  list: needing(AuditListInput, () => [onFleet("audit.view")]).query(({ ctx, input }) =>
    listAudit(ctx.verb, input),
  ),
});
