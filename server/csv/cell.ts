/** A cell as a spreadsheet may open it; null is "not measured" and stays empty. */
export type CsvCell = string | number | null;

/**
 * RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe: names come from hosts
 * and from people.
 */
export function csvCell(value: CsvCell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** So that spreadsheets read names as UTF-8. */
export const byteOrderMark = "\uFEFF";
