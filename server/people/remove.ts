import { totpSecretName } from "../access/totp/secret-name";
import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { assertAnOwnerIsLeft } from "../rights/owners";
import { personOrThrow } from "./internal";
import type { PersonId } from "./schema";

/** The account with its rights, factors and sessions. History keeps the name. */
export async function removePerson(ctx: VerbContext, input: PersonId): Promise<void> {
  const { access, audit, rights, secrets, writer } = ctx.runtime;
  const { personId } = input;
  const ended = await writer.transaction(async (tx) => {
    const person = await personOrThrow(tx, personId);
    const ids = await access.sessions.end(tx, { userId: personId });
    await tx.user.delete({ where: { id: personId } });
    await assertAnOwnerIsLeft(tx);
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "person.remove",
      objects: [person.object],
      decision: "allowed",
    });
    return ids;
  });
  access.sessions.tell(ended);
  await secrets.remove(totpSecretName(personId));
  await rights.reload();
}
