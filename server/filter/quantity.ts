const sizeUnits: Record<string, number> = {
  b: 1 / 1024,
  k: 1,
  kib: 1,
  kb: 1,
  m: 1024,
  mib: 1024,
  mb: 1024,
  g: 1024 ** 2,
  gib: 1024 ** 2,
  gb: 1024 ** 2,
  t: 1024 ** 3,
  tib: 1024 ** 3,
  tb: 1024 ** 3,
};

const durationUnits: Record<string, number> = {
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** "8GiB" in KiB, "20%" as 20, "3d" in ms, "4" as 4; undefined when it is none of that. */
export function parseQuantity(
  kind: "size" | "number" | "percent" | "duration",
  text: string,
): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,6})?)\s*([a-z%]*)$/i.exec(text.trim());
  const amount = Number(match?.[1]);
  if (!match || !Number.isFinite(amount)) return undefined;
  const unit = (match[2] ?? "").toLowerCase();
  if (kind === "number") return unit === "" ? amount : undefined;
  if (kind === "percent") return unit === "" || unit === "%" ? amount : undefined;
  const factor = kind === "size" ? sizeUnits[unit || "g"] : durationUnits[unit];
  return factor === undefined ? undefined : amount * factor;
}
