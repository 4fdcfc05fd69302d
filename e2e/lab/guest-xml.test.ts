import { DOMParser } from "@xmldom/xmldom";
import { describe, expect, test } from "vitest";
import { hostileText } from "./demo-guests";
import { type GuestSpec, guestXml } from "./guest-xml";
import { bootSectorOptions } from "./guests";

const fixed = { uuid: "u", diskPath: "/d", bootDirectory: "/boot" };

function parsed(spec: GuestSpec, commandLine?: string) {
  const xml = guestXml({ spec, ...fixed, ...(commandLine === undefined ? {} : { commandLine }) });
  const document = new DOMParser().parseFromString(xml, "text/xml");
  return (name: string) => document.getElementsByTagName(name)[0]?.textContent ?? undefined;
}

describe("guest XML", () => {
  test("carries hostile text as text", () => {
    const description = `${hostileText}]]><script>`;
    const spec: GuestSpec = { name: `a&'"<b>`, kind: "tiny", title: hostileText, description };
    const read = parsed(spec);
    expect(read("name")).toBe(spec.name);
    expect(read("title")).toBe(hostileText);
    expect(read("description")).toBe(spec.description);
    expect(read("script")).toBeUndefined();
  });

  test("boots a tiny guest from its disk and a Linux guest from the shared kernel", () => {
    expect(parsed({ name: "a", kind: "tiny" })("kernel")).toBeUndefined();
    const linux = parsed({ name: "a", kind: "linux" }, "quiet lab.name=a");
    expect(linux("kernel")).toBe("/boot/vmlinuz");
    expect(linux("cmdline")).toBe("quiet lab.name=a");
    expect(linux("memory")).toBe("128");
  });
});

describe("a tiny guest's boot sector", () => {
  test("dirties what was asked for a second, and stays clear of the BIOS's tables", () => {
    const options = bootSectorOptions({
      name: "a",
      kind: "tiny",
      memoryMib: 64,
      dirtyMibPerSecond: 8,
    });
    expect((options.pagesPerTick ?? 0) * 100 * 4096).toBeGreaterThanOrEqual(8 * 1024 * 1024);
    expect(options.limitBytes).toBe(60 * 1024 * 1024);
  });

  test("shows a name that has no plain characters without breaking", () => {
    expect(bootSectorOptions({ name: "旧系统", kind: "tiny" }).banner).toBe("???\r> ");
  });
});
