import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { machineWord, powerCommand, shellCommand, shellWord } from "./command";

const uuid = "3f2c1d4e-0000-4000-8000-000000000001";
const uri = "qemu+ssh://root@kvm1/system";

describe("words of a shell", () => {
  it("plain words stay as they are, others are quoted", () => {
    expect(shellWord("web-01")).toBe("web-01");
    expect(shellWord(uri)).toBe(uri);
    expect(shellWord("")).toBe("''");
    expect(shellWord("a b")).toBe("'a b'");
    expect(shellWord("it's")).toBe(`'it'\\''s'`);
    expect(shellWord("$(reboot)")).toBe("'$(reboot)'");
    expect(shellWord("~root")).toBe("'~root'");
    expect(shellWord("a;reboot\n&")).toBe("'a;reboot\n&'");
  });

  it("a real shell gives every word back as it was", () => {
    const word = fc
      .string({ unit: "binary", maxLength: 40 })
      .filter((text) => !text.includes("\0"));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const script = `printf '%s\\0' ${shellCommand(words)}`;
        const { stdout } = spawnSync("/bin/sh", ["-c", script], { encoding: "utf8" });
        expect(stdout.split("\0").slice(0, -1)).toEqual(words);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the equivalent command", () => {
  it("of each action", () => {
    const machine = { uri, name: "web-01", uuid };
    expect(powerCommand("start", machine)).toBe(`virsh -c ${uri} start web-01`);
    expect(powerCommand("shutdown", machine)).toBe(`virsh -c ${uri} shutdown --mode acpi web-01`);
    expect(powerCommand("forceOff", machine)).toBe(`virsh -c ${uri} destroy web-01`);
    expect(powerCommand("pause", machine)).toBe(`virsh -c ${uri} suspend web-01`);
  });

  it("a URI with parameters and a hostile name stay one word each", () => {
    const hostile = { uri: `${uri}?keyfile=/a b&x=1`, name: "<img src=x>; rm -rf /", uuid };
    expect(powerCommand("start", hostile)).toBe(
      `virsh -c '${uri}?keyfile=/a b&x=1' start '<img src=x>; rm -rf /'`,
    );
  });

  it("a name that could be an option, an id or a UUID gives way to the machine's UUID", () => {
    for (const name of ["-x", "--all", "7", "3f2c1d4e00004000800000000000000f"])
      expect(machineWord({ name, uuid })).toBe(uuid);
    expect(machineWord({ name: "web-01", uuid })).toBe("web-01");
  });
});
