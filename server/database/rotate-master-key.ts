import type { VerbContext } from "../api/context";
import type { OperationIntent } from "../operations/engine-types";
import { rotateKey } from "../secrets/rotate-key";

export async function rotateMasterKey(
  ctx: VerbContext,
  input: { intent: string },
): Promise<{ keyId: string; operationId: string }> {
  const { db, keys, operations, writer } = ctx.runtime;
  const intent: OperationIntent = {
    kind: "database.rotateKey",
    intent: input.intent,
    by: { id: ctx.person.id, name: ctx.person.name },
    target: { hostId: null, uuid: null, name: "Flotilla", hostName: null },
    locks: ["database"],
    params: { from: keys.currentId },
    command: "npm run database -- rotate-key",
  };
  return operations.runNow(intent, async (run) => {
    await run.phase("applying");
    return { keyId: await rotateKey({ db, writer, keys }), operationId: run.id };
  });
}
