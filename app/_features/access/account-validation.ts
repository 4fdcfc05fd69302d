import { password, userName } from "@/server/access/schema";

export interface AccountForm {
  name: string;
  password: string;
}
/** What is wrong with a field, as a message key. */
export type AccountFault = "nameEmpty" | "nameForm" | "passwordShort" | "passwordLong";

const MAX_PASSWORD_LENGTH = 256;

export function accountFaults(form: AccountForm): Partial<Record<keyof AccountForm, AccountFault>> {
  const faults: Partial<Record<keyof AccountForm, AccountFault>> = {};
  if (form.name.trim() === "") faults.name = "nameEmpty";
  else if (!userName.safeParse(form.name).success) faults.name = "nameForm";
  if (form.password.length > MAX_PASSWORD_LENGTH) faults.password = "passwordLong";
  else if (!password.safeParse(form.password).success) faults.password = "passwordShort";
  return faults;
}
