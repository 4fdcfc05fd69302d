import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quoteArgument, quoteCommand } from "./quote";

const echoed = (words: string[]) =>
  execFileSync("/bin/sh", ["-c", quoteCommand(["printf", "%s\\n", ...words])], {
    encoding: "utf8",
  });

describe("quoteArgument", () => {
  test.each([
    ["/run/libvirt/libvirt-sock", "/run/libvirt/libvirt-sock"],
    ["qemu:///system", "qemu:///system"],
    ["", "''"],
    ["a b", "'a b'"],
    ["it's", "'it'\\''s'"],
    ["$(reboot)", "'$(reboot)'"],
    ["~", "'~'"],
    ["a=b;c", "'a=b;c'"],
  ])("%s is written as %s", (argument, want) => {
    expect(quoteArgument(argument)).toBe(want);
  });

  test.each(["a\nb", "a\rb", "a\0b"])("%j is refused", (argument) => {
    expect(() => quoteArgument(argument)).toThrow(RangeError);
  });

  test("whatever the arguments, a real shell hands them on unchanged", () => {
    const word = fc.string({ unit: "grapheme-ascii" }).filter((text) => !/[\0\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        expect(echoed(words)).toBe(words.map((each) => `${each}\n`).join(""));
      }),
      { numRuns: 40 },
    );
  });
});
