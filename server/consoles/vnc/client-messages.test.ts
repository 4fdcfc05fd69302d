import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConsoleEnd } from "../end";
import { ClientMessages, type ConsoleMode } from "./client-messages";

const u16 = (value: number) => [value >> 8, value & 0xff];
const i32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return [...bytes];
};
const zeros = (count: number) => Array.from({ length: count }, () => 0);
const encodings = (list: number[]) => [2, 0, ...u16(list.length), ...list.flatMap(i32)];

const setPixelFormat = [0, 0, 0, 0, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 16, 8, 0, 0, 0, 0];
const updateRequest = [3, 1, ...zeros(4), ...u16(640), ...u16(480)];
const continuous = [150, 1, ...zeros(8)];
const fence = [248, 0, 0, 0, ...i32(1), 3, 7, 7, 7];
const key = [4, 1, 0, 0, ...i32(0xff0d)];
const pointer = [5, 1, ...u16(10), ...u16(20)];
const cutText = [6, 0, 0, 0, ...i32(5), 0x68, 0x65, 0x6c, 0x6c, 0x6f];
const extendedClipboard = [6, 0, 0, 0, ...i32(-8), 1, 0, 0, 0, 1, 2, 3, 4];
const extendedKey = [255, 0, ...u16(1), ...i32(0x61), ...i32(30)];
const audioOn = [255, 1, ...u16(0)];
const audioFormat = [255, 1, ...u16(2), 3, 2, ...i32(44_100)];
const xvp = [250, 0, 1, 2];
const resize = [251, 0, ...u16(800), ...u16(600), 1, 0, ...zeros(16)];

const harmless = {
  setPixelFormat,
  updateRequest,
  continuous,
  fence,
  setEncodings: encodings([0, 7]),
};
const input = { key, pointer, cutText, extendedClipboard, extendedKey, resize };
const never = { audioOn, audioFormat, xvp };

/** What the display gets when the bytes arrive in these pieces. */
function through(mode: ConsoleMode, pieces: Iterable<Buffer>): number[] {
  const messages = new ClientMessages(mode);
  return [...pieces].flatMap((piece) => [...messages.push(piece).bytes]);
}

const whole = (mode: ConsoleMode, bytes: number[]) => through(mode, [Buffer.from(bytes)]);
const byteByByte = (mode: ConsoleMode, bytes: number[]) =>
  through(
    mode,
    bytes.map((byte) => Buffer.from([byte])),
  );

const everything = [
  ...Object.values(harmless),
  ...Object.values(input),
  ...Object.values(never),
  updateRequest,
].flat();
const allowedIn = {
  view: [...Object.values(harmless), updateRequest].flat(),
  control: [...Object.values(harmless), ...Object.values(input), updateRequest].flat(),
};

describe.each(["view", "control"] as const)("%s mode", (mode) => {
  test.each(Object.entries(harmless))("%s reaches the display unchanged", (_name, bytes) => {
    expect(whole(mode, bytes)).toEqual(bytes);
    expect(byteByByte(mode, bytes)).toEqual(bytes);
  });

  test.each(Object.entries(input))(
    `%s ${mode === "view" ? "never reaches" : "reaches"} the display, and what follows does`,
    (_name, bytes) => {
      const expected = mode === "view" ? updateRequest : [...bytes, ...updateRequest];
      expect(whole(mode, [...bytes, ...updateRequest])).toEqual(expected);
      expect(byteByByte(mode, [...bytes, ...updateRequest])).toEqual(expected);
    },
  );

  test.each(Object.entries(never))("%s never reaches the display", (_name, bytes) => {
    expect(whole(mode, [...bytes, ...updateRequest])).toEqual(updateRequest);
    expect(byteByByte(mode, [...bytes, ...updateRequest])).toEqual(updateRequest);
  });

  test("wherever the bytes are cut, the display gets the same", () => {
    for (let cut = 0; cut <= everything.length; cut++) {
      const pieces = [everything.slice(0, cut), everything.slice(cut)].map((p) => Buffer.from(p));
      expect(through(mode, pieces)).toEqual(allowedIn[mode]);
    }
    const cuts = fc.array(fc.nat(everything.length), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (points) => {
        const sorted = [0, ...points.sort((a, b) => a - b), everything.length];
        const pieces = sorted
          .slice(1)
          .map((end, i) => Buffer.from(everything.slice(sorted[i], end)));
        expect(through(mode, pieces)).toEqual(allowedIn[mode]);
      }),
    );
  });

  test("power buttons and extended mouse buttons are struck from the encodings", () => {
    expect(whole(mode, encodings([7, -309, -258, -316, 0]))).toEqual(encodings([7, -258, 0]));
  });

  test("a message of unknown length ends the console", () => {
    for (const bytes of [[1], [7], [249], [252, 1], [255, 2], [255, 255]]) {
      expect(() => whole(mode, bytes)).toThrow(ConsoleEnd);
    }
  });

  test("a clipboard that claims 1 GB is dropped as it comes and nothing of it is kept", () => {
    const messages = new ClientMessages(mode);
    messages.push(Buffer.from([6, 0, 0, 0, ...i32(1_000_000_000)]));
    const chunk = Buffer.alloc(1_000_000, 4);
    for (let sent = 0; sent < 1000; sent++) expect(messages.push(chunk).bytes).toHaveLength(0);
    expect([...messages.push(Buffer.from(updateRequest)).bytes]).toEqual(updateRequest);
  });

  test("more encodings than there are end the console before they are collected", () => {
    expect(() => whole(mode, [2, 0, ...u16(257)])).toThrow(ConsoleEnd);
  });

  test("a flood of settings stops reaching the display", () => {
    const flood = Array.from({ length: 5000 }, () => encodings([0])).flat();
    expect(whole(mode, flood).length).toBe(512 * encodings([0]).length);
  });
});

test("only what a person does counts as input", () => {
  const counts = (bytes: number[]) => new ClientMessages("control").push(Buffer.from(bytes)).input;
  expect([key, pointer, cutText, extendedKey].map(counts)).toEqual([true, true, true, true]);
  expect([updateRequest, fence, encodings([0]), setPixelFormat].some(counts)).toBe(false);
});

test("whatever a view-only browser sends, no key, pointer or clipboard gets through", () => {
  const forbidden = new Set([4, 5, 6, 250, 251, 255]);
  const message = fc.oneof(
    ...[...Object.values(harmless), ...Object.values(input), ...Object.values(never)].map((bytes) =>
      fc.constant(bytes),
    ),
  );
  fc.assert(
    fc.property(fc.array(message, { maxLength: 30 }), (messages) => {
      const passed = messages.filter(([type]) => type !== undefined && !forbidden.has(type));
      expect(whole("view", messages.flat())).toEqual(passed.flat());
    }),
  );
});
