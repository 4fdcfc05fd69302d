import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { assertAnOwnerIsLeft } from "../rights/owners";
import { personOrThrow } from "./internal";
import type { EnablePersonInput } from "./schema";

/** Lets somebody in again, or shuts them out: sessions, sockets and consoles end at once. */
export async function enablePerson(ctx: VerbContext, input: EnablePersonInput): Promise<void> {
  const { access, audit, rights, writer } = ctx.runtime;
  const { personId, enabled } = input;
  const ended = await writer.transaction(async (tx) => {
    const person = await personOrThrow(tx, personId);
    await tx.user.update({
      where: { id: personId },
      data: { disabledAt: enabled ? null : (person.user.disabledAt ?? new Date()) },
    });
    if (!enabled) await assertAnOwnerIsLeft(tx);
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: enabled ? "person.enable" : "person.disable",
      objects: [person.object],
      decision: "allowed",
    });
    return enabled ? [] : access.sessions.end(tx, { userId: personId });
  });
  access.sessions.tell(ended);
  await rights.reload();
}
