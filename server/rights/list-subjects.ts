import type { VerbContext } from "../api/context";
import type { SubjectView } from "./views";

/** Whom rights can be given to. */
export async function listSubjects(ctx: VerbContext): Promise<SubjectView[]> {
  const { db } = ctx.runtime;
  const [people, groups] = await Promise.all([
    db.user.findMany({
      where: { disabledAt: null },
      select: { id: true, name: true, username: true },
    }),
    db.group.findMany({ select: { id: true, name: true } }),
  ]);
  return [
    ...groups.map(({ id, name }) => ({ kind: "group" as const, id, name })),
    ...people.map(({ id, name, username }) => ({
      kind: "person" as const,
      id,
      name: username ?? name,
    })),
  ].sort((a, b) => a.name.localeCompare(b.name));
}
