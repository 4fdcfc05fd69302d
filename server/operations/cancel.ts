import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { DeniedError } from "../rights/denied";
import { getOperation } from "./get";
import { kindRights } from "./kind-rights";
import { mayCancel, objectOf } from "./may";

/** A request: the operation ends by what is true, which may be "too late". */
export async function cancelOperation(ctx: VerbContext, input: { id: string }): Promise<void> {
  const operation = await getOperation(ctx, input);
  if (!mayCancel(ctx.rights, operation)) {
    const action = kindRights[operation.kind];
    const requirement = { action, object: objectOf(operation) };
    throw new DeniedError({ code: "forbidden", params: { action } }, requirement);
  }
  await ctx.runtime.operations.requestCancel(input.id, actorOf(ctx));
}
