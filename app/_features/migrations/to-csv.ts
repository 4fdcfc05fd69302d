/** A cell as a spreadsheet may open it; null is "not measured" and stays empty. */
export type CsvCell = string | number | null;

/**
 * RFC 4180 text with a byte-order mark, so that spreadsheets read names as UTF-8. A text that a
 * spreadsheet would run as a formula gets an apostrophe: machine names come from hosts.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const lines = [header, ...rows].map((row) => row.map(cell).join(","));
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function cell(value: CsvCell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
