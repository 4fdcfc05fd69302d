/** A fresh key for one intent. `crypto.randomUUID` exists on secure origins only; this does everywhere. */
export function newIntent(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
