const WEEK_MS = 7 * 86_400_000;

/** "2 hours ago" within a week, the date after that. */
export function formatAgo(atMs: number, nowMs: number, locale: string): string {
  const past = nowMs - atMs;
  if (past >= WEEK_MS) return formatDay(atMs, locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const seconds = Math.round(past / 1_000);
  if (seconds < 60) return relative.format(-Math.max(0, seconds), "second");
  if (seconds < 3_600) return relative.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3_600), "hour");
  return relative.format(-Math.floor(seconds / 86_400), "day");
}

/** To 24 in every language: a history is read across languages, and 12 o'clock at night is a trap. */
const hours = { hourCycle: "h23" } as const;

/** 14:02 today, with the day when it was another one. */
export function formatClock(atMs: number, nowMs: number, locale: string): string {
  const sameDay = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    ...(sameDay ? {} : { month: "short", day: "numeric" }),
    ...hours,
  }).format(atMs);
}

/** 14:02:11, for the age of what is on the screen. */
export function formatSeconds(atMs: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: "medium", ...hours }).format(atMs);
}

/** Date, time with seconds and zone: for tooltips and histories. */
export function formatExact(atMs: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
    ...hours,
  }).format(atMs);
}

function formatDay(atMs: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(atMs);
}
