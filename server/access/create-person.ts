import { ulid } from "ulid";
import type { Tx } from "../db/writer";
import { AppError } from "../problem";
import { emailOf } from "./auth";
import { CREDENTIAL } from "./check-password";
import type { Locale, Theme } from "./schema";

export interface NewPerson {
  name: string;
  /** Null: signs in through a directory only. */
  passwordHash: string | null;
  locale: Locale;
  theme: Theme;
}

/** The rows of an account; the caller's transaction gives it its rights and writes the audit. */
export async function createPerson(tx: Tx, person: NewPerson) {
  const { name, passwordHash, locale, theme } = person;
  if ((await tx.user.count({ where: { username: name } })) > 0)
    throw new AppError({ code: "nameTaken" });
  const id = ulid();
  const at = new Date();
  const account = {
    id: ulid(),
    providerId: CREDENTIAL,
    accountId: id,
    password: passwordHash,
    createdAt: at,
    updatedAt: at,
  };
  return tx.user.create({
    data: {
      id,
      name,
      username: name,
      email: emailOf(name),
      preferences: JSON.stringify({ locale, theme, density: "comfortable", singleKeys: true }),
      createdAt: at,
      updatedAt: at,
      ...(passwordHash === null ? {} : { accounts: { create: account } }),
    },
  });
}
