import type { VerbContext } from "../api/context";
import type { PreferencesInput } from "./schema";
import type { Person } from "./types";

export async function updatePreferences(
  ctx: VerbContext,
  input: PreferencesInput,
): Promise<Person> {
  const changes = Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  );
  const preferences = { ...ctx.person.preferences, ...changes };
  await ctx.runtime.db.user.update({
    where: { id: ctx.person.id },
    data: { preferences: JSON.stringify(preferences) },
  });
  return { ...ctx.person, preferences };
}
