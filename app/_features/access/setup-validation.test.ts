import { describe, expect, it } from "vitest";
import { setupFaults, toClaim } from "./setup-validation";

const good = { code: " K7QF-2M9X ", name: "ada", password: "a long enough one" };

describe("the set-up form", () => {
  it("names each fault at its field", () => {
    expect(setupFaults({ code: " ", name: "", password: "short" })).toEqual({
      code: "codeEmpty",
      name: "nameEmpty",
      password: "passwordShort",
    });
    expect(setupFaults({ ...good, name: "Ada Lovelace" })).toEqual({ name: "nameForm" });
    expect(setupFaults({ ...good, password: "x".repeat(257) })).toEqual({
      password: "passwordLong",
    });
  });

  it("lets a good form through and trims what was pasted", () => {
    expect(setupFaults(good)).toEqual({});
    expect(toClaim(good, { locale: "zh-CN", theme: "dark" })).toEqual({
      code: "K7QF-2M9X",
      name: "ada",
      password: "a long enough one",
      locale: "zh-CN",
      theme: "dark",
    });
  });

  it("keeps a password's own spaces", () => {
    const form = { ...good, password: "  spaces are mine " };
    expect(toClaim(form, { locale: "en", theme: "system" }).password).toBe("  spaces are mine ");
  });
});
