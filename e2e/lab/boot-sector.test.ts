import { describe, expect, test } from "vitest";
import { bootSector } from "./boot-sector";

describe("boot sector", () => {
  test("is one sector that a BIOS takes for bootable", () => {
    const sector = bootSector();
    expect(sector.length).toBe(512);
    expect(sector.subarray(510).toString("hex")).toBe("55aa");
  });

  test("code ends before the data it refers to", () => {
    const sector = bootSector();
    // The last instruction is a return; up to the descriptor table there is only padding.
    expect(sector[0xdd]).toBe(0xc3);
    expect(sector.subarray(0xde, 0xe8).every((byte) => byte === 0)).toBe(true);
  });

  test("instructions refer to the data where it lies", () => {
    const sector = bootSector();
    const address = (offset: number) => sector.readUInt16LE(offset);
    expect(address(0x38)).toBe(0x7c00 + 0xfd);
    expect(address(0x4d)).toBe(0x7c00 + 0xfa);
    expect(address(0x55)).toBe(0x7c00 + 0xf0);
    expect(address(0x80)).toBe(0x7c00 + 0xf6);
    expect(address(0x99)).toBe(0x7c00 + 0xfc);
  });

  test("options land in the data", () => {
    const sector = bootSector({
      pagesPerTick: 300,
      limitBytes: 0x180_0000,
      deaf: true,
      banner: "x",
    });
    expect(sector.readUInt32LE(0xf6)).toBe(0x180_0000);
    expect(sector.readUInt16LE(0xfa)).toBe(300);
    expect(sector[0xfc]).toBe(1);
    expect(sector.subarray(0xfd, 0xff).toString()).toBe("x\0");
  });

  test("a banner that would run into the signature is refused", () => {
    expect(() => bootSector({ banner: "x".repeat(257) })).toThrow(RangeError);
    expect(
      bootSector({ banner: "x".repeat(256) })
        .subarray(509)
        .toString("hex"),
    ).toBe("0055aa");
  });
});
