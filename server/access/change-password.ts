import { ulid } from "ulid";
import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { CREDENTIAL } from "./check-password";
import { hashPassword } from "./password-hash";
import type { ChangePasswordInput } from "./schema";

/** Asked after a step-up. Whoever got in by the old password elsewhere is out. */
export async function changePassword(ctx: VerbContext, input: ChangePasswordInput): Promise<void> {
  const { access, audit, writer } = ctx.runtime;
  const { id: userId, name } = ctx.person;
  const password = await hashPassword(input.next);
  const at = new Date();
  const ended = await writer.transaction(async (tx) => {
    const { count } = await tx.account.updateMany({
      where: { userId, providerId: CREDENTIAL },
      data: { password, updatedAt: at },
    });
    if (count === 0)
      await tx.account.create({
        data: {
          id: ulid(),
          userId,
          providerId: CREDENTIAL,
          accountId: userId,
          password,
          createdAt: at,
          updatedAt: at,
        },
      });
    await audit.append(tx, {
      actor: actorOf(ctx),
      action: "person.changePassword",
      objects: [{ kind: "person", id: userId, name }],
      decision: "allowed",
    });
    return access.sessions.end(tx, { userId, exceptId: ctx.sessionId });
  });
  access.sessions.tell(ended);
}
