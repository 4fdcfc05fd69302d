import { describe, expect, it } from "vitest";
import { machineTabs, tabOf, tabPath } from "./tabs";

const machine = { hostId: "01H/x", uuid: "8e277bab-f378-4d67-8232-56c8de77e1b2" };

describe("a machine's tabs", () => {
  it.each(machineTabs)("reads %s back from its own address", (tab) => {
    expect(tabOf(tabPath(machine, tab))).toBe(tab);
  });

  it("shows the summary for anything else", () => {
    expect(tabOf("/machines/a/b")).toBe("summary");
    expect(tabOf("/machines/a/b/nonsense")).toBe("summary");
  });
});
