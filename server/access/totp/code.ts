import { createOTP } from "@better-auth/utils/otp";

const STEP_MS = 30_000;
const DIGITS = 6;
/** Clocks of phones differ: the step before and the one after count too. */
const DRIFT_STEPS = 1;

const otp = (seed: string) => createOTP(seed, { digits: DIGITS, period: STEP_MS / 1_000 });

/** The step a code belongs to, if it is a right one later than the last that was taken. */
export async function stepOf(
  seed: string,
  code: string,
  at: { nowMs: number; lastStep: number },
): Promise<number | undefined> {
  const current = Math.floor(at.nowMs / STEP_MS);
  for (let step = current - DRIFT_STEPS; step <= current + DRIFT_STEPS; step++)
    if (step > at.lastStep && (await otp(seed).hotp(step)) === code) return step;
  return undefined;
}

/** What the authenticator app reads from the picture. */
export const setupUri = (seed: string, name: string): string => otp(seed).url("Flotilla", name);
