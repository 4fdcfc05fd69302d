import { describe, expect, it } from "vitest";
import { passwordStrength } from "./password-strength";

describe("passwordStrength", () => {
  it("calls anything under the minimum too short, whatever it holds", () => {
    expect(passwordStrength("xK9!q#2Zp", "ada")).toEqual({ strength: 0, hint: "longer" });
  });

  it("is not impressed by runs and repeats", () => {
    expect(passwordStrength("aaaaaaaaaaaaaa", "ada")).toEqual({ strength: 1, hint: "repetitive" });
    expect(passwordStrength("abcdefghijklmn", "ada").strength).toBe(1);
    expect(passwordStrength("12345678901234", "ada").strength).toBe(1);
  });

  it("names what weakens a password: the person's name, a common word", () => {
    expect(passwordStrength("margaret2024", "margaret").hint).toBe("holdsName");
    expect(passwordStrength("Password2024", "ada").hint).toBe("common");
  });

  it("lets a long phrase and a random string through as strong", () => {
    expect(passwordStrength("correct horse battery staple", "ada").strength).toBe(4);
    expect(passwordStrength("vT8#kqP2!mZx", "ada").strength).toBeGreaterThanOrEqual(3);
  });

  it("never calls a longer version of the same password weaker", () => {
    let before = 0;
    for (const text of ["tk4-ruhz-p", "tk4-ruhz-p0e", "tk4-ruhz-p0ex-w", "tk4-ruhz-p0ex-w9gm"]) {
      const { strength } = passwordStrength(text, "ada");
      expect(strength).toBeGreaterThanOrEqual(before);
      before = strength;
    }
  });
});
