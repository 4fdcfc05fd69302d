import { AppError } from "../problem";
import type { Requirement } from "./schema";
import type { Rights, RightsBook } from "./types";

interface Holder {
  rights: Rights;
  runtime: { rights: RightsBook };
}

/** A stream that ends with `forbidden` as soon as its reader may not read it any more. */
export async function* whileAllowed<T>(
  holder: Holder,
  requirements: readonly Requirement[],
  signal: AbortSignal | undefined,
  open: (live: AbortSignal) => AsyncIterable<T>,
): AsyncGenerator<T> {
  const withdrawn = new AbortController();
  const missing = () =>
    requirements.find(({ action, object }) => !holder.rights.can(action, object));
  const stop = holder.runtime.rights.onChange(() => {
    if (missing()) withdrawn.abort();
  });
  try {
    yield* open(signal ? AbortSignal.any([signal, withdrawn.signal]) : withdrawn.signal);
  } finally {
    stop();
  }
  const lost = missing();
  if (lost && !signal?.aborted)
    throw new AppError({ code: "forbidden", params: { action: lost.action } });
}
