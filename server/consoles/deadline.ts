import { ConsoleEnd } from "./end";

/**
 * The promise's value, unless the console is over or the time is up first; a value that comes too
 * late is handed to `discard`. Rejects with the console's end or `late`.
 */
export function within<T>(
  promise: Promise<T>,
  limit: { signal: AbortSignal; timeoutMs: number; late: ConsoleEnd; discard?: (value: T) => void },
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    let settled = false;
    const settle = (act: () => void) => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      limit.signal.removeEventListener("abort", onAbort);
      act();
    };
    const onAbort = () => settle(() => reject(endOf(limit.signal)));
    const timer = setTimeout(() => settle(() => reject(limit.late)), limit.timeoutMs);
    if (limit.signal.aborted) onAbort();
    else limit.signal.addEventListener("abort", onAbort);
    promise.then(
      (value) => (settled ? limit.discard?.(value) : settle(() => resolve(value))),
      (error) => settle(() => reject(error)),
    );
  });
}

const endOf = (signal: AbortSignal): ConsoleEnd =>
  signal.reason instanceof ConsoleEnd ? signal.reason : new ConsoleEnd("internal");
