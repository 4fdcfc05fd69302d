import { TransportError, type TransportReason } from "../errors/errors";
import type { OpenStepName } from "../open-step";

const reasons: Readonly<Record<string, TransportReason>> = {
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EHOSTDOWN: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  ETIMEDOUT: "timeout",
  ECONNRESET: "reset",
  EPIPE: "reset",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
};

/** The operating system's code of an error (`ECONNREFUSED`), if it has one. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** A failed socket call as a TransportError of the given step. */
export function fromSystemError(
  step: OpenStepName,
  error: unknown,
  what: { message: string; facts: Record<string, string> },
): TransportError {
  const code = systemCode(error);
  const reason = (code === undefined ? undefined : reasons[code]) ?? "unreachable";
  const facts = { ...what.facts, ...(code === undefined ? {} : { code }) };
  const why = error instanceof Error ? error.message : String(error);
  return new TransportError({ step, reason, facts }, `${what.message}: ${why}`, { cause: error });
}
