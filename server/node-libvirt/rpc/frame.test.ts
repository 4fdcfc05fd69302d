import { describe, expect, it } from "vitest";
import { ProtocolError } from "../errors/errors";
import { bytes, frame } from "../testing/bytes";
import { FrameSplitter } from "./frame";

const FIRST = frame({ serial: 1 }, bytes().text("hello").build());
const SECOND = frame({ serial: 2, type: 2 });
const BOTH = Buffer.concat([FIRST, SECOND]);

function split(...chunks: Uint8Array[]): string[] {
  const frames: string[] = [];
  const splitter = new FrameSplitter((data) => frames.push(data.toString("hex")));
  for (const chunk of chunks) splitter.push(Buffer.from(chunk));
  return frames;
}

const EXPECTED = [FIRST.toString("hex"), SECOND.toString("hex")];

describe("the frame splitter", () => {
  it("finds messages that arrive together", () => {
    expect(split(BOTH)).toEqual(EXPECTED);
  });

  it("finds them byte by byte", () => {
    expect(split(...Array.from(BOTH, (byte) => Uint8Array.of(byte)))).toEqual(EXPECTED);
  });

  it("finds them whatever the point of a split", () => {
    for (let at = 0; at <= BOTH.length; at++) {
      expect(split(BOTH.subarray(0, at), BOTH.subarray(at)), `split at ${at}`).toEqual(EXPECTED);
    }
  });

  it("finds them whatever two points of splits", () => {
    for (let a = 0; a <= BOTH.length; a += 3) {
      for (let b = a; b <= BOTH.length; b += 5) {
        const chunks = [BOTH.subarray(0, a), BOTH.subarray(a, b), BOTH.subarray(b)];
        expect(split(...chunks), `${a}, ${b}`).toEqual(EXPECTED);
      }
    }
  });

  it.each([
    ["shorter than a header", 27],
    ["of 1 GB", 1_000_000_000],
    ["one byte beyond 32 MiB + 4", 33_554_437],
    ['of another protocol ("SSH-")', 0x5353482d],
  ])("refuses a message %s as soon as its length is known", (_name, length) => {
    const wire = bytes().u32(length).build();
    expect(() => split(wire)).toThrow(ProtocolError);
    expect(() => split(...Array.from(wire, (byte) => Uint8Array.of(byte)))).toThrow(ProtocolError);
  });

  it("holds no more than what was sent of an announced 32 MiB", () => {
    const splitter = new FrameSplitter(() => {});
    splitter.push(bytes().u32(33_554_436, 0).build());
    expect(splitter.buffered).toBe(8);
  });

  it("skips the bytes that carry file descriptors, at any split", () => {
    const withTwo = frame({ type: 5, serial: 1 }, bytes().u32(2).build());
    const wire = Buffer.concat([withTwo, Uint8Array.of(0, 0), SECOND]);
    const expected = [withTwo.toString("hex"), SECOND.toString("hex")];
    for (let at = 0; at <= wire.length; at++) {
      expect(split(wire.subarray(0, at), wire.subarray(at)), `split at ${at}`).toEqual(expected);
    }
  });

  it("refuses more file descriptors than the protocol allows", () => {
    expect(() => split(frame({ type: 5 }, bytes().u32(33).build()))).toThrow("33 file descriptors");
  });
});
