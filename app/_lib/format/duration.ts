const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

const words = {
  en: { day: "d", hour: "h", minute: "min", second: "s" },
  "zh-CN": { day: "天", hour: "小时", minute: "分", second: "秒" },
} as const;

/** The two biggest units that are not zero: 41 d 6 h, 2 min 5 s, 340 ms. */
export function formatDuration(ms: number, locale: string): string {
  const w = locale.startsWith("zh") ? words["zh-CN"] : words.en;
  const space = locale.startsWith("zh") ? "" : " ";
  if (ms > 0 && ms < 1_000)
    return locale.startsWith("zh") ? `${Math.round(ms)} 毫秒` : `${Math.round(ms)} ms`;
  let rest = Math.max(0, Math.floor(ms / 1_000));
  const parts: string[] = [];
  for (const [unit, seconds] of units) {
    const amount = Math.floor(rest / seconds);
    rest -= amount * seconds;
    if (amount > 0) parts.push(`${amount}${space}${w[unit]}`);
    // "1 d 4 s" would promise a precision that two units do not have.
    if (parts.length > 0 && (parts.length === 2 || amount === 0)) break;
  }
  return parts.length > 0 ? parts.join(" ") : `0${space}${w.second}`;
}
