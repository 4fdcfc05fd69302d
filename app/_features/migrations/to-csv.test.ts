import { describe, expect, it } from "vitest";
import { toCsv } from "./to-csv";

describe("toCsv", () => {
  it("keeps a spreadsheet from running a name as a formula", () => {
    const csv = toCsv(["name"], [['=HYPERLINK("http://x")'], ["+1"], ["-1"], ["@sum"], ["\tx"]]);
    const cells = csv.slice(1).trimEnd().split("\r\n").slice(1);
    expect(cells).toEqual(['"\'=HYPERLINK(""http://x"")"', "'+1", "'-1", "'@sum", "'\tx"]);
  });

  it("leaves what was not measured empty, never 0", () => {
    expect(toCsv(["a", "b", "c"], [[null, 0, ""]])).toBe("\uFEFFa,b,c\r\n,0,\r\n");
  });

  it("quotes commas, quotes and line breaks", () => {
    expect(toCsv(["a"], [['x,"y"\nz']])).toBe('\uFEFFa\r\n"x,""y""\nz"\r\n');
  });

  it("does not mark negative numbers as formulas", () => {
    expect(toCsv(["n"], [[-3]])).toBe("\uFEFFn\r\n-3\r\n");
  });
});
