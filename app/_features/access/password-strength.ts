/** How long a password would hold against guessing, roughly: 0 too short … 4 very strong. */
export type Strength = 0 | 1 | 2 | 3 | 4;
/** The one thing that would help most. */
export type StrengthHint = "longer" | "holdsName" | "common" | "repetitive" | "mixed" | "none";

export const MIN_PASSWORD_LENGTH = 10;

const commonParts = [
  "password",
  "passwort",
  "letmein",
  "welcome",
  "qwerty",
  "azerty",
  "abc123",
  "iloveyou",
  "admin",
  "root",
  "flotilla",
  "libvirt",
  "changeme",
  "secret",
  "monkey",
  "dragon",
];

const alphabets: [RegExp, number][] = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/\d/, 10],
  [/[^A-Za-z\d\s]/, 33],
  [/\s/, 1],
  [/[^\u0020-\u007e]/u, 500],
];

/** Each character that only continues a run (aaa, abc, 321) adds next to nothing. */
function effectiveLength(text: string): number {
  let length = 0;
  let step: number | null = null;
  let before: number | null = null;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const now: number | null = before === null ? null : code - before;
    const runs = now !== null && Math.abs(now) <= 1 && (now === 0 || now === step);
    length += runs ? 0.2 : 1;
    step = now;
    before = code;
  }
  return length;
}

function guessBits(text: string): number {
  const size = alphabets.reduce((sum, [known, n]) => sum + (known.test(text) ? n : 0), 0);
  return effectiveLength(text) * Math.log2(Math.max(size, 2));
}

const limits = [35, 50, 65, 85] as const;

export function passwordStrength(
  text: string,
  name: string,
): { strength: Strength; hint: StrengthHint } {
  if (text.length < MIN_PASSWORD_LENGTH) return { strength: 0, hint: "longer" };
  const lower = text.toLowerCase();
  const holdsName = name.length >= 3 && lower.includes(name.toLowerCase());
  const common = commonParts.find((part) => lower.includes(part));
  const dropped = (holdsName ? name.length : 0) + (common?.length ?? 0);
  const share = Math.max(0, text.length - dropped) / text.length;
  const bits = guessBits(text) * share;
  const reached = limits.filter((limit) => bits >= limit).length;
  const strength = reached === 4 ? 4 : reached === 3 ? 3 : reached === 2 ? 2 : 1;
  if (strength >= 3) return { strength, hint: "none" };
  if (holdsName) return { strength, hint: "holdsName" };
  if (common !== undefined) return { strength, hint: "common" };
  if (effectiveLength(text) < text.length * 0.6) return { strength, hint: "repetitive" };
  return { strength, hint: text.length < 14 ? "longer" : "mixed" };
}
