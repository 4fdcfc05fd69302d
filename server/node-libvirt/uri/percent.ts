import { UriError } from "../errors/errors";

/** Decodes %XX as UTF-8; what decodes to a control character is refused. */
export function percentDecode(text: string, part: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text);
  } catch {
    throw new UriError(`the ${part} has a broken percent escape`, part);
  }
  if (hasControlCharacter(decoded)) {
    throw new UriError(`the ${part} contains a control character`, part);
  }
  return decoded;
}

export function hasControlCharacter(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}

/** Escapes a parameter value, leaving the characters people expect to read in a path. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll("%2F", "/")
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",");
}
