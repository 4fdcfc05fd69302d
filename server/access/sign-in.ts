import type { Context } from "../api/context";
import { AppError } from "../problem";
import type { SignInInput } from "./schema";
import type { Person } from "./types";

export async function signIn(_ctx: Context, _input: SignInInput): Promise<Person> {
  throw new AppError({ code: "internal" });
}
