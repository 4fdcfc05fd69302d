import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatBitRate, formatByteRate, formatBytes, formatKib } from "./bytes";
import { formatDuration } from "./duration";
import { formatPercent } from "./percent";
import { formatAgo, formatClock } from "./time";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("sizes", () => {
  test.each([
    [0, "0 B"],
    [1023, "1,023 B"],
    [1024, "1 KiB"],
    [1536, "1.5 KiB"],
    [4 * 1024 ** 3, "4 GiB"],
    [1.25 * 1024 ** 3, "1.25 GiB"],
    [343 * 1024 ** 2, "343 MiB"],
    [1024 ** 2 - 1, "1 MiB"],
  ])("%d bytes read %s", (bytes, text) => expect(plain(formatBytes(bytes, "en"))).toBe(text));

  test("the number and its unit never part at the end of a line", () => {
    expect(formatKib(1024, "en")).toBe("1\u00a0MiB");
  });

  test("at most four digits are written, whatever the size", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2 ** 69, noNaN: true }), (bytes) => {
        expect(formatBytes(bytes, "en").replace(/\D/g, "").length).toBeLessThanOrEqual(4);
      }),
    );
  });

  test("networks are told in bits of a thousand, disks in bytes of 1024", () => {
    expect(plain(formatBitRate(117_500_000, "en"))).toBe("940 Mbit/s");
    expect(plain(formatByteRate(1024 ** 2, "en"))).toBe("1 MiB/s");
  });
});

describe("durations", () => {
  test.each([
    [0, "0 s"],
    [340, "340 ms"],
    [18_000, "18 s"],
    [125_000, "2 min 5 s"],
    [3_604_000, "1 h"],
    [(41 * 24 + 6) * 3_600_000 + 59_000, "41 d 6 h"],
  ])("%d ms read %s", (ms, text) => expect(formatDuration(ms, "en")).toBe(text));

  test("Chinese has its own units", () => expect(formatDuration(125_000, "zh-CN")).toBe("2分 5秒"));
});

describe("percent and time", () => {
  test("what is not nothing never reads as nothing", () => {
    expect(formatPercent(0.02, "en")).toBe("0.1%");
    expect(formatPercent(0, "en")).toBe("0%");
    expect(formatPercent(62.4, "en")).toBe("62%");
  });

  test("within a week time is told by its distance, then by its date", () => {
    const now = Date.UTC(2026, 10, 22, 12);
    expect(formatAgo(now - 2 * 3_600_000, now, "en")).toBe("2 hours ago");
    expect(formatAgo(now - 2 * 3_600_000, now, "zh-CN")).toBe("2小时前");
    expect(formatAgo(now - 9 * 86_400_000, now, "en")).toContain("2026");
  });

  test("the clock runs to 24 and names the day when it is another", () => {
    const evening = new Date(2026, 10, 22, 21, 5).getTime();
    expect(formatClock(evening, evening, "zh-CN")).toBe("21:05");
    expect(formatClock(evening, evening, "en")).toBe("21:05");
    expect(formatClock(evening, evening + 86_400_000, "en")).toContain("Nov 22");
  });
});
