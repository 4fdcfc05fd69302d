import { describe, expect, test } from "vitest";
import { guestByte, hostByte, hostNames, labPlace, storeByte, subnetCandidates } from "./names";

describe("where a lab lives", () => {
  test("defaults to a directory of the repository, with a cache that labs share", () => {
    expect(labPlace("/repo", {})).toEqual({
      name: "default",
      directory: "/repo/.lab/default",
      cacheDirectory: "/repo/.lab/cache",
    });
  });

  test("follows the environment, and a given name before that", () => {
    const env = { FLOTILLA_LAB_DIR: "/tmp/labs", FLOTILLA_LAB_NAME: "mine" };
    expect(labPlace("/repo", env).directory).toBe("/tmp/labs/mine");
    expect(labPlace("/repo", env, "other").directory).toBe("/tmp/labs/other");
    expect(labPlace("/repo", env).cacheDirectory).toBe("/repo/.lab/cache");
    expect(labPlace("/repo", { FLOTILLA_LAB_CACHE: "/c" }).cacheDirectory).toBe("/c");
  });

  test("never is a path outside its directory, nor the cache", () => {
    for (const name of ["..", "a/b", "", "A", "1", "cache", "x".repeat(32)]) {
      expect(() => labPlace("/repo", {}, name)).toThrow("no lab name");
    }
  });
});

describe("addresses", () => {
  test("a lab tries every subnet once, beginning with its own", () => {
    const tried = subnetCandidates("/repo/.lab/default");
    expect(tried).toHaveLength(254);
    expect(new Set(tried).size).toBe(254);
    expect(Math.min(...tried)).toBe(1);
    expect(Math.max(...tried)).toBe(254);
    expect(subnetCandidates("/repo/.lab/default")).toEqual(tried);
    expect(subnetCandidates("/repo/.lab/other")[0]).not.toBe(tried[0]);
  });

  test("hosts, guests and the store never share one", () => {
    const hosts = hostNames(9).map((_, index) => hostByte(index));
    const guests = Array.from({ length: 100 }, (_, index) => guestByte(index));
    const all = [1, ...hosts, ...guests, storeByte];
    expect(new Set(all).size).toBe(all.length);
  });

  test("a lab of no or of too many hosts is refused", () => {
    for (const count of [0, 10, 1.5, Number.NaN]) expect(() => hostNames(count)).toThrow("1 to 9");
  });
});
