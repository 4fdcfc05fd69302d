import { ClaimInput, type Locale, type Theme } from "@/server/access/schema";
import { type AccountFault, type AccountForm, accountFaults } from "./account-validation";

export interface SetupForm extends AccountForm {
  code: string;
}
/** What is wrong with a field, as a message key. */
export type SetupFaults = Partial<Record<keyof AccountForm, AccountFault>> & { code?: "codeEmpty" };

export function setupFaults(form: SetupForm): SetupFaults {
  const faults: SetupFaults = accountFaults(form);
  if (form.code.trim() === "") faults.code = "codeEmpty";
  return faults;
}

export function toClaim(form: SetupForm, look: { locale: Locale; theme: Theme }): ClaimInput {
  return ClaimInput.parse({ ...form, ...look });
}
