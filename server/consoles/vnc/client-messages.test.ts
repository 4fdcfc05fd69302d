import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConsoleEnd } from "../end";
import { type BrowserMessage, ClientMessages } from "./client-messages";

const u16 = (value: number) => [value >> 8, value & 0xff];
const i32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return [...bytes];
};
const zeros = (count: number) => Array.from({ length: count }, () => 0);
const encodings = (list: number[]) => [2, 0, ...u16(list.length), ...list.flatMap(i32)];

const setPixelFormat = [0, 0, 0, 0, 32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16, 0, 0, 0];
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

const input = { key, pointer, cutText, extendedKey };
const dropped = { continuous, fence, extendedClipboard, audioOn, audioFormat, xvp, resize };
const asked: BrowserMessage = { kind: "request", whole: false };

/** What is understood when the bytes arrive in these pieces. */
function read(drives: boolean, pieces: Iterable<Buffer>): BrowserMessage[] {
  const messages = new ClientMessages(() => drives);
  return [...pieces].flatMap((piece) => messages.push(piece));
}

const whole = (drives: boolean, bytes: number[]) => read(drives, [Buffer.from(bytes)]);
const byteByByte = (drives: boolean, bytes: number[]) =>
  read(
    drives,
    bytes.map((byte) => Buffer.from([byte])),
  );
const inputOf = (messages: BrowserMessage[]) =>
  messages.flatMap((message) => (message.kind === "input" ? [[...message.bytes]] : []));

const everything = [
  setPixelFormat,
  encodings([7, -223]),
  ...Object.values(input),
  ...Object.values(dropped),
  updateRequest,
].flat();

test("what the server answers itself is understood", () => {
  const bytes = [...setPixelFormat, ...encodings([7, -223]), ...updateRequest, 3, 0, ...zeros(8)];
  const expected = [
    { kind: "encodings", encodings: [7, -223] },
    asked,
    { kind: "request", whole: true },
  ];
  expect(whole(false, bytes)).toEqual(expected);
  expect(byteByByte(false, bytes)).toEqual(expected);
});

describe.each([true, false])("a browser that drives: %s", (drives) => {
  test.each(Object.entries(input))("%s", (_name, bytes) => {
    for (const say of [whole, byteByByte]) {
      const messages = say(drives, [...bytes, ...updateRequest]);
      expect(inputOf(messages)).toEqual(drives ? [bytes] : []);
      expect(messages.at(-1)).toEqual(asked);
    }
  });

  test.each(Object.entries(dropped))("%s is dropped, and what follows is read", (_name, bytes) => {
    expect(whole(drives, [...bytes, ...updateRequest])).toEqual([asked]);
    expect(byteByByte(drives, [...bytes, ...updateRequest])).toEqual([asked]);
  });

  test("wherever the bytes are cut, the same is understood", () => {
    const expected = whole(drives, everything);
    for (let cut = 0; cut <= everything.length; cut++) {
      const pieces = [everything.slice(0, cut), everything.slice(cut)].map((p) => Buffer.from(p));
      expect(read(drives, pieces)).toEqual(expected);
    }
    const cuts = fc.array(fc.nat(everything.length), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (points) => {
        const sorted = [0, ...points.sort((a, b) => a - b), everything.length];
        const pieces = sorted
          .slice(1)
          .map((end, i) => Buffer.from(everything.slice(sorted[i], end)));
        expect(read(drives, pieces)).toEqual(expected);
      }),
    );
  });

  test("a message of unknown length ends the console", () => {
    for (const bytes of [[1], [7], [249], [252, 1], [255, 2], [255, 255]]) {
      expect(() => whole(drives, bytes)).toThrow(ConsoleEnd);
    }
  });

  test("a clipboard that claims 1 GB is dropped as it comes and nothing of it is kept", () => {
    const messages = new ClientMessages(() => drives);
    messages.push(Buffer.from([6, 0, 0, 0, ...i32(1_000_000_000)]));
    const chunk = Buffer.alloc(1_000_000, 4);
    for (let sent = 0; sent < 1000; sent++) expect(messages.push(chunk)).toEqual([]);
    expect(messages.push(Buffer.from(updateRequest))).toEqual([asked]);
  });

  test("more encodings than there are end the console before they are collected", () => {
    expect(() => whole(drives, [2, 0, ...u16(257)])).toThrow(ConsoleEnd);
  });
});

test("a clipboard of 1 MiB, byte by byte, is collected in good time", () => {
  const text = Buffer.alloc(1 << 20, 0x61);
  const messages = new ClientMessages(() => true);
  messages.push(Buffer.from([6, 0, 0, 0, ...i32(text.length)]));
  const got = [...text].flatMap((byte) => messages.push(Buffer.from([byte])));
  expect(got).toHaveLength(1);
  expect(inputOf(got)[0]).toHaveLength(8 + text.length);
});

test("whether somebody drives is asked at each message", () => {
  let drives = true;
  const messages = new ClientMessages(() => drives);
  const press = () => inputOf(messages.push(Buffer.from(key))).length;
  expect(press()).toBe(1);
  drives = false;
  expect(press()).toBe(0);
});

test("another pixel format than the one offered ends the console", () => {
  const other = setPixelFormat.with(4, 16);
  expect(() => whole(true, other)).toThrow(ConsoleEnd);
});

test("whatever a browser sends that does not drive, no key, pointer or clipboard comes out", () => {
  const message = fc.constantFrom(
    ...Object.values(input),
    ...Object.values(dropped),
    updateRequest,
  );
  fc.assert(
    fc.property(fc.array(message, { maxLength: 30 }), (messages) => {
      expect(inputOf(whole(false, messages.flat()))).toEqual([]);
    }),
  );
});
