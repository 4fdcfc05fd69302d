"use client";
import { useLocale } from "next-intl";
import { useMemo } from "react";
import { formatBitRate, formatByteRate, formatBytes, formatKib } from "./format/bytes";
import { formatDuration } from "./format/duration";
import { formatPercent } from "./format/percent";
import { formatAgo, formatClock, formatExact, formatSeconds } from "./format/time";

/** All formatters, bound to the reader's language. */
export function useFormat() {
  const locale = useLocale();
  return useMemo(
    () => ({
      bytes: (bytes: number) => formatBytes(bytes, locale),
      kib: (kib: number) => formatKib(kib, locale),
      byteRate: (bytesPerSecond: number) => formatByteRate(bytesPerSecond, locale),
      bitRate: (bytesPerSecond: number) => formatBitRate(bytesPerSecond, locale),
      percent: (percent: number) => formatPercent(percent, locale),
      duration: (ms: number) => formatDuration(ms, locale),
      ago: (atMs: number, nowMs = Date.now()) => formatAgo(atMs, nowMs, locale),
      clock: (atMs: number, nowMs = Date.now()) => formatClock(atMs, nowMs, locale),
      seconds: (atMs: number) => formatSeconds(atMs, locale),
      exact: (atMs: number) => formatExact(atMs, locale),
      number: (value: number) => new Intl.NumberFormat(locale).format(value),
    }),
    [locale],
  );
}
