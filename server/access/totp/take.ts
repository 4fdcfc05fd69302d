import type { Runtime } from "../../runtime-types";
import { stepOf } from "./code";
import { totpSecretName } from "./secret-name";

/** Takes a code once: its step is marked in the same statement that checks that nobody was faster. */
export async function takeTotp(
  runtime: Pick<Runtime, "db" | "secrets">,
  userId: string,
  code: string,
): Promise<boolean> {
  const factor = await runtime.db.totpFactor.findUnique({ where: { userId } });
  const seed = factor && (await runtime.secrets.read(totpSecretName(userId)));
  if (!factor || !seed) return false;
  const step = await stepOf(seed, code, { nowMs: Date.now(), lastStep: factor.lastStep });
  if (step === undefined) return false;
  const { count } = await runtime.db.totpFactor.updateMany({
    where: { userId, lastStep: { lt: step } },
    data: { lastStep: step },
  });
  return count === 1;
}
