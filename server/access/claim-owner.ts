import type { Context } from "../api/context";
import { AppError } from "../problem";
import type { ClaimInput } from "./schema";
import type { Person } from "./types";

export async function claimOwner(_ctx: Context, _input: ClaimInput): Promise<Person> {
  throw new AppError({ code: "internal" });
}
