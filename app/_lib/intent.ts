/**
 * A key for one thing a person meant to do: sent twice, it is still one operation.
 * Not randomUUID, which browsers hide from pages opened over plain http.
 */
export function newIntent(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
