import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import type { PreferencesInput } from "./schema";
import type { Person } from "./types";

export async function updatePreferences(
  _ctx: VerbContext,
  _input: PreferencesInput,
): Promise<Person> {
  throw new AppError({ code: "internal" });
}
