import type { FilterOp } from "./grammar";

/** How a value is looked for in a text. */
export function textTest(op: FilterOp, value: string): (text: string) => boolean {
  const wanted = value.toLowerCase();
  if (!wanted.includes("*"))
    return op === "="
      ? (text) => text.toLowerCase() === wanted
      : (text) => text.toLowerCase().includes(wanted);
  const parts = wanted.split("*");
  return (text) => matchesGlob(text.toLowerCase(), parts);
}

/** Linear in the text: a pattern of a hundred stars must not stop whoever asks. */
function matchesGlob(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

export function compare(op: FilterOp, actual: number, wanted: number): boolean {
  switch (op) {
    case ">":
      return actual > wanted;
    case ">=":
      return actual >= wanted;
    case "<":
      return actual < wanted;
    case "<=":
      return actual <= wanted;
    default:
      return actual === wanted;
  }
}
