import type { VerbContext } from "../api/context";
import { type Action, builtInRoles } from "./actions";
import { roleActions } from "./roles";
import type { AccessObject, ExplainInput } from "./schema";
import { subjectOfId } from "./subject-id";
import type { Explanation } from "./views";

const GIVERS_MAX = 5;

/** Why a control is out of reach, and who can change that. Names of people only: no more than a phone list tells. */
export async function explain(ctx: VerbContext, input: ExplainInput): Promise<Explanation> {
  const { action, object } = input;
  return {
    allowed: ctx.rights.can(action, object),
    action,
    roles: builtInRoles.filter((role) => roleActions[role].has(action)),
    givers: await giversOf(ctx, action, object),
  };
}

/** Whoever manages access there and holds the right himself. */
async function giversOf(ctx: VerbContext, action: Action, object: AccessObject): Promise<string[]> {
  const { db, rights } = ctx.runtime;
  const people = await db.user.findMany({
    where: { disabledAt: null },
    select: { id: true, name: true, username: true },
    orderBy: { name: "asc" },
  });
  return people
    .filter(({ id }) => {
      const theirs = rights.of(subjectOfId(id));
      return theirs.can("access.manage", object) && theirs.can(action, object);
    })
    .slice(0, GIVERS_MAX)
    .map(({ name, username }) => username ?? name);
}
