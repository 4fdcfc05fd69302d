import type { SignedInContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { AppError } from "../problem";
import { CREDENTIAL, checkPassword } from "./check-password";
import { factorsOf } from "./factors-of";
import { guarded } from "./guarded";
import { proveFactor } from "./prove-factor";
import type { StepUpInput } from "./schema";
import type { FactorKind } from "./types";

/** How this person can prove who they are, best first. */
export async function stepUpWays(ctx: SignedInContext): Promise<(FactorKind | "password")[]> {
  const { db } = ctx.runtime;
  const userId = ctx.verb.person.id;
  const passwords = await db.account.count({ where: { userId, providerId: CREDENTIAL } });
  return [...(await factorsOf(db, userId)), ...(passwords > 0 ? (["password"] as const) : [])];
}

/** Proves anew who sits there. The session goes on under a new token. */
export async function stepUp(ctx: SignedInContext, { proof }: StepUpInput): Promise<void> {
  const { access, audit, db, writer } = ctx.runtime;
  const { person, sessionId } = ctx.verb;
  const guess = { target: `stepUp:${person.id}`, userId: person.id };
  const proved = await guarded(ctx, guess, () =>
    proof.kind === "password"
      ? checkPassword(db, person.id, proof.password)
      : proveFactor(ctx, person.id, proof),
  );
  const entry = {
    actor: actorOf(ctx.verb),
    objects: [{ kind: "session", id: sessionId, name: person.name }],
    after: { method: proof.kind },
  } as const;
  if (!proved) {
    await audit.record({
      ...entry,
      objects: [...entry.objects],
      action: "session.stepUp",
      decision: "denied",
    });
    throw new AppError({ code: "proofWrong" });
  }
  const cookie = await writer.transaction(async (tx) => {
    await audit.append(tx, {
      ...entry,
      objects: [...entry.objects],
      action: "session.stepUp",
      decision: "allowed",
    });
    return access.sessions.renew(tx, sessionId);
  });
  ctx.setCookie(cookie);
}
