import { describe, expect, it } from "vitest";
import { nextPath } from "./next-path";

describe("nextPath", () => {
  it("keeps a path of this site with its query", () => {
    expect(nextPath("/machines/h/u?tab=disks")).toBe("/machines/h/u?tab=disks");
  });

  it("never leaves the site", () => {
    for (const asked of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "/\t/evil.example",
      "javascript:alert(1)",
      "",
      null,
    ]) {
      expect(nextPath(asked)).toMatch(/^\/(?!\/)/);
      expect(nextPath(asked)).not.toContain("evil");
    }
  });

  it("does not come back to the sign-in page", () => {
    expect(nextPath("/sign-in?next=/x")).toBe("/machines");
    expect(nextPath("/setup")).toBe("/machines");
  });
});
