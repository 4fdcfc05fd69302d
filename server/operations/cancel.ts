import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import { getOperation } from "./get";
import { kindRights } from "./kind-rights";
import { mayCancel } from "./may";

/** A request: the operation ends by what is true, which may be "too late". */
export async function cancelOperation(ctx: VerbContext, input: { id: string }): Promise<void> {
  const operation = await getOperation(ctx, input);
  if (!mayCancel(ctx.rights, operation))
    throw new AppError({ code: "forbidden", params: { action: kindRights[operation.kind] } });
  await ctx.runtime.operations.requestCancel(input.id, ctx.person);
}
