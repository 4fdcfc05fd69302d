import { AppError } from "../problem";
import type { SignedIn } from "./access-types";

const FRESH_MS = 5 * 60_000;

/**
 * For what a borrowed or stolen session must not do: the person has proved who they are within the
 * last minutes. A token was made by such a person for what it may do; nobody is there to be asked.
 */
export function assertProved({ signedIn }: { signedIn: SignedIn | null }): void {
  if (signedIn?.subject.kind === "token") return;
  if (signedIn && Date.now() - signedIn.provedAtMs <= FRESH_MS) return;
  throw new AppError({ code: "stepUpNeeded" });
}
