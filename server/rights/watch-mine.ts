import type { VerbContext } from "../api/context";
import type { MyRights } from "./views";

/** One's own rights now, and again whenever they may have changed. */
export async function* watchMine(ctx: VerbContext, signal: AbortSignal): AsyncGenerator<MyRights> {
  const { rights } = ctx.runtime;
  let wake = () => {};
  const stop = rights.onChange(() => wake());
  signal.addEventListener("abort", () => wake());
  try {
    while (!signal.aborted) {
      const told = rights.epoch;
      yield mine(ctx);
      while (rights.epoch === told && !signal.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    stop();
  }
}

function mine(ctx: VerbContext): MyRights {
  const { fleet, rights } = ctx.runtime;
  const projects = fleet.machines().flatMap(({ uuid }) => {
    const project = rights.projectOf(uuid);
    const seen = ctx.rights.can("machine.view", { kind: "machine", uuid });
    return project !== undefined && seen ? [[uuid, project] as const] : [];
  });
  return {
    epoch: rights.epoch,
    grants: ctx.rights.grants().map(({ id, actions, scope, expiresAtMs }) => ({
      id,
      actions: [...actions],
      scope,
      expiresAtMs,
    })),
    projectByMachine: Object.fromEntries(projects),
    projectNames: Object.fromEntries(
      projects.map(([, id]) => [id, rights.projectName(id) ?? id] as const),
    ),
  };
}
