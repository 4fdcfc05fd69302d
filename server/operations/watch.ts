import type { VerbContext } from "../api/context";
import { maySee } from "./may";
import type { OperationMessage } from "./types";

/** Everything open and its changes, message by message only what the reader may see at that moment. */
export async function* watchOperations(
  ctx: VerbContext,
  signal: AbortSignal,
): AsyncGenerator<OperationMessage> {
  for await (const message of ctx.runtime.operations.watch(signal)) {
    if (message.kind === "snapshot")
      yield {
        kind: "snapshot",
        operations: message.operations.filter((operation) => maySee(ctx.rights, operation)),
      };
    else if (maySee(ctx.rights, message.operation)) yield message;
  }
}
