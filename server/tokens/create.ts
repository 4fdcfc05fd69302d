import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import type { Tx } from "../db/writer";
import { AppError } from "../problem";
import { readActions } from "../rights/read-grants";
import { roleActions } from "../rights/roles";
import type { Action } from "../rights/schema";
import type { CreateTokenInput, TokenGrant } from "./schema";
import { describeDraft, storeToken, type TokenDraft } from "./store-token";

const HOUR_MS = 3_600_000;

/** The answer is the one time that the token can be read. */
export async function createToken(
  ctx: VerbContext,
  input: CreateTokenInput,
): Promise<{ id: string; token: string }> {
  const { rights, runtime, person } = ctx;
  if (rights.subject.kind === "token")
    throw new AppError({ code: "forbidden", params: { action: "access.manage" } });
  const draft: TokenDraft = {
    name: input.name,
    grants: input.grants,
    expiresAt: new Date(Date.now() + input.expiresInHours * HOUR_MS),
    sourceCidr: input.sourceCidr ?? null,
    ownerId: person.id,
    madeBy: person.name,
  };
  const made = await runtime.writer.transaction(async (tx) => {
    for (const grant of input.grants) await requireHeld(ctx, tx, grant);
    const { id, text } = await storeToken(tx, draft);
    await runtime.audit.append(tx, {
      actor: actorOf(ctx),
      action: "token.create",
      objects: [{ kind: "token", id, name: input.name }],
      decision: "allowed",
      after: describeDraft(draft),
    });
    return { id, token: text };
  });
  await runtime.rights.reload();
  return made;
}

/** Nobody hands on what he does not hold himself, on the whole of the scope. */
async function requireHeld(ctx: VerbContext, tx: Tx, grant: TokenGrant): Promise<void> {
  const { scope } = grant;
  const actions = await actionsOf(tx, grant);
  ctx.rights.require(actions.map((action) => ({ action, object: scope })));
  const known =
    scope.kind === "project"
      ? await tx.project.findUnique({ where: { id: scope.projectId } })
      : "hostId" in scope
        ? await tx.host.findUnique({ where: { id: scope.hostId } })
        : true;
  if (!known) throw new AppError({ code: "notFound" });
}

async function actionsOf(tx: Tx, { role }: TokenGrant): Promise<Action[]> {
  if ("builtIn" in role) return [...roleActions[role.builtIn]];
  const found = await tx.role.findUnique({ where: { id: role.roleId } });
  if (!found) throw new AppError({ code: "notFound" });
  return [...readActions(found.actions)];
}
