import type { VerbContext } from "../api/context";

/** A request: the operation ends by what is true, which may be "too late". */
export async function cancelOperation(ctx: VerbContext, input: { id: string }): Promise<void> {
  await ctx.runtime.operations.requestCancel(input.id, ctx.person);
}
