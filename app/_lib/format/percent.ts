/** Without decimals, but what is not nothing never reads as 0: 34%, 0.4%. */
export function formatPercent(percent: number, locale: string): string {
  const small = percent > 0 && percent < 1;
  return new Intl.NumberFormat(locale, {
    style: "percent",
    maximumFractionDigits: small ? 1 : 0,
  }).format((small ? Math.max(0.1, percent) : percent) / 100);
}
