const NBSP = "\u00a0";
const iec = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"] as const;
const si = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"] as const;

/** Three significant digits, without zeros that say nothing: 4 GiB, 1.25 GiB, 343 MiB. */
function scaled(value: number, base: number, units: readonly string[], locale: string): string {
  let amount = Math.max(0, value);
  let unit = 0;
  // 999.5 would be written as 1,000 of the smaller unit.
  const limit = base === 1024 ? 1023.5 : 999.5;
  while (amount >= limit && unit < units.length - 1) {
    amount /= base;
    unit++;
  }
  const digits = new Intl.NumberFormat(locale, {
    maximumFractionDigits: unit === 0 || amount >= 100 ? 0 : amount >= 10 ? 1 : 2,
  }).format(amount);
  return `${digits}${NBSP}${units[unit] ?? ""}`;
}

export const formatBytes = (bytes: number, locale: string): string =>
  scaled(bytes, 1024, iec, locale);

export const formatKib = (kib: number, locale: string): string => formatBytes(kib * 1024, locale);

/** Storage throughput, from bytes per second. */
export const formatByteRate = (bytesPerSecond: number, locale: string): string =>
  `${formatBytes(bytesPerSecond, locale)}/s`;

/** Network throughput, from BYTES per second: networks are told in bits, SI. */
export const formatBitRate = (bytesPerSecond: number, locale: string): string =>
  scaled(bytesPerSecond * 8, 1000, si, locale);
