import type { VerbContext } from "../api/context";
import { runHostOperation } from "./host-operation";
import { recordOf } from "./host-record";
import { assertNameFree, getHostOrThrow } from "./internal";

export async function renameHost(
  ctx: VerbContext,
  input: { hostId: string; name: string },
): Promise<{ operationId: string }> {
  const { hostId, name } = input;
  const host = getHostOrThrow(ctx, hostId);
  assertNameFree(ctx, name, hostId);
  const operation = {
    kind: "host.rename",
    hostId,
    name: host.name,
    params: { hostId, from: host.name, to: name },
  } as const;
  return runHostOperation(ctx, operation, async (run) => {
    const { fleet, writer } = ctx.runtime;
    await run.phase("applying");
    const record = await writer.transaction((tx) =>
      tx.host.update({ where: { id: hostId }, data: { name } }),
    );
    fleet.updateHost(recordOf(record));
    return { operationId: run.id };
  });
}
