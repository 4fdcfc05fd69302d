import { describe, expect, test } from "vitest";
import { cpioArchive } from "./cpio-archive";

describe("cpio archive", () => {
  const archive = cpioArchive([
    { kind: "directory", path: "etc" },
    { kind: "file", path: "etc/a", content: Buffer.from("hello"), mode: 0o644 },
    { kind: "symlink", path: "b", target: "etc/a" },
    { kind: "character-device", path: "dev/console", major: 5, minor: 1 },
  ]);

  /** An independent reader: name → mode, content and device. */
  function entries(bytes: Buffer) {
    const found: Record<string, { mode: string; content: string; device: number[] }> = {};
    for (let at = 0; at < bytes.length; ) {
      expect(bytes.subarray(at, at + 6).toString()).toBe("070701");
      const field = (index: number) =>
        Number.parseInt(bytes.subarray(at + 6 + index * 8, at + 14 + index * 8).toString(), 16);
      const nameEnd = at + 110 + field(11);
      const name = bytes.subarray(at + 110, nameEnd - 1).toString();
      const contentAt = nameEnd + ((4 - (nameEnd % 4)) % 4);
      const contentEnd = contentAt + field(6);
      const content = bytes.subarray(contentAt, contentEnd).toString();
      found[name] = { mode: field(1).toString(8), content, device: [field(9), field(10)] };
      at = contentEnd + ((4 - (contentEnd % 4)) % 4);
    }
    return found;
  }

  test("is read back by a reader written from the format's description", () => {
    expect(entries(archive)).toEqual({
      etc: { mode: "40755", content: "", device: [0, 0] },
      "etc/a": { mode: "100644", content: "hello", device: [0, 0] },
      b: { mode: "120777", content: "etc/a", device: [0, 0] },
      "dev/console": { mode: "20600", content: "", device: [5, 1] },
      "TRAILER!!!": { mode: "0", content: "", device: [0, 0] },
    });
  });

  test("gives each file an inode of its own, so that none becomes a hard link of another", () => {
    const inodes = archive.toString("latin1").match(/070701[0-9a-f]{8}/g) ?? [];
    expect(new Set(inodes).size).toBe(5);
  });
});
