import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shellQuote, virshCommand } from "./virsh-command";

describe("the equivalent command", () => {
  test("names the host's address and the machine", () =>
    expect(virshCommand("forceOff", { uri: "qemu+ssh://root@kvm-01/system", name: "web-01" })).toBe(
      "virsh -c qemu+ssh://root@kvm-01/system destroy web-01",
    ));

  test("a name from a host cannot break out of its quotes", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !text.includes("\0")),
        (name) => {
          const said = execFileSync("sh", ["-c", `printf %s ${shellQuote(name)}`]);
          expect(said.toString("utf8")).toBe(name);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a name that looks like an option is quoted", () =>
    expect(shellQuote("--all")).toBe("'--all'"));
});
