import { describe, expect, test } from "vitest";
import { columnsThatFit, defaultColumns, gridTemplate } from "./columns";

describe("columns", () => {
  test("all are there when there is room", () =>
    expect(columnsThatFit(defaultColumns, 2_000)).toEqual([...defaultColumns]));

  test("the least needed give way, name and state never", () => {
    const narrow = columnsThatFit(defaultColumns, 850);
    expect(narrow).toContain("cpu");
    expect(narrow).not.toContain("uptime");
    expect(columnsThatFit(defaultColumns, 100)).toEqual(["name", "state"]);
  });

  test("the template has a track for the check box and one for the menu", () =>
    expect(gridTemplate(["name"])).toBe("44px minmax(170px, 2.2fr) 40px"));
});
