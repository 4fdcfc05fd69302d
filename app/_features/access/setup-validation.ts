import { ClaimInput, type Locale, password, type Theme, userName } from "@/server/access/schema";

export interface SetupForm {
  code: string;
  name: string;
  password: string;
}
export type SetupField = keyof SetupForm;
/** What is wrong with a field, as a message key. */
export type SetupFault = "codeEmpty" | "nameEmpty" | "nameForm" | "passwordShort" | "passwordLong";
export type SetupFaults = Partial<Record<SetupField, SetupFault>>;

const MAX_PASSWORD_LENGTH = 256;

export function setupFaults(form: SetupForm): SetupFaults {
  const faults: SetupFaults = {};
  if (form.code.trim() === "") faults.code = "codeEmpty";
  if (form.name.trim() === "") faults.name = "nameEmpty";
  else if (!userName.safeParse(form.name).success) faults.name = "nameForm";
  if (form.password.length > MAX_PASSWORD_LENGTH) faults.password = "passwordLong";
  else if (!password.safeParse(form.password).success) faults.password = "passwordShort";
  return faults;
}

export function toClaim(form: SetupForm, look: { locale: Locale; theme: Theme }): ClaimInput {
  return ClaimInput.parse({ ...form, ...look });
}
