import { byteOrderMark, type CsvCell, csvLine } from "@/server/csv/cell";

export const toCsv = (header: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  [byteOrderMark, csvLine(header), ...rows.map(csvLine)].join("");
