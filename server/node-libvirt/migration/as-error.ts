import { AbortedError, NodeLibvirtError } from "../errors/errors";

/** Whatever was thrown, as an error of this package where it has a class for it. */
export function asError(error: unknown): Error {
  if (error instanceof NodeLibvirtError) return error;
  if (error instanceof DOMException && error.name === "AbortError") {
    return new AbortedError("the migration was cancelled", { cause: error });
  }
  return error instanceof Error ? error : new Error(String(error));
}
