import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ConsoleEnd } from "../end";
import { readInit, readNews } from "./display-messages";
import { DisplayReader } from "./display-reader";
import { Inflater } from "./inflater";
import { Picture } from "./picture";
import { cutText, encodings, rectHead, serverInit, update } from "./rfb";
import { rawTiles, ZrleStream } from "./testing/zrle-bytes";

const at = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });
const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const init = serverInit({ width: 8, height: 4 }, "<img src=x onerror=alert(1)>");

function sourceOf(pieces: Iterable<Buffer>) {
  const reader = new DisplayReader(streamOf(pieces));
  return { reader, inflater: new Inflater(), picture: new Picture() };
}

async function* streamOf(pieces: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* pieces;
}

/** Everything that a display which sends these pieces was understood to say. */
async function understood(pieces: Iterable<Buffer>) {
  const source = sourceOf(pieces);
  await readInit(source);
  const news: unknown[] = [];
  try {
    for (;;) news.push(await readNews(source));
  } catch (error) {
    news.push(error instanceof ConsoleEnd ? error.end : error);
  }
  source.inflater.close();
  const { frame, cursor, leds, extendedKeys } = source.picture;
  return { news, pixels: [...frame.pixels], cursor, leds, extendedKeys };
}

const zrleRect = async (stream: ZrleStream, colour: number) => {
  const piece = await stream.piece(rawTiles(8, 4, (x) => colour + x));
  return Buffer.concat([rectHead(at(0, 0, 8, 4), encodings.zrle), u32(piece.length), piece]);
};

async function everything(): Promise<Buffer> {
  const zlib = new ZrleStream();
  const raw = Buffer.concat([
    rectHead(at(1, 1, 2, 1), encodings.raw),
    Buffer.from([1, 2, 3, 9, 4, 5, 6, 9]),
  ]);
  const cursor = Buffer.concat([
    rectHead(at(0, 0, 1, 1), encodings.cursor),
    Buffer.from([9, 9, 9, 0, 0x80]),
  ]);
  return Buffer.concat([
    init,
    update([rectHead(at(0, 0, 0, 0), encodings.extendedKeys), await zrleRect(zlib, 100)]),
    Buffer.from([2]),
    cutText(3, Buffer.from("copied")),
    Buffer.from([1, 0, 0, 0, 0, 2, ...Array.from({ length: 12 }, () => 0)]),
    update([await zrleRect(zlib, 200), raw, cursor]),
    update([Buffer.concat([rectHead(at(0, 0, 1, 1), encodings.leds), Buffer.from([4])])]),
  ]);
}

test("wherever a display's bytes are cut, the same is understood", async () => {
  const bytes = await everything();
  const expected = await understood([bytes]);
  expect(expected.news).toEqual([
    { kind: "picture" },
    { kind: "bell" },
    { kind: "clipboard", text: Buffer.from("copied") },
    { kind: "nothing" },
    { kind: "picture" },
    { kind: "picture" },
    "displayClosed",
  ]);
  expect(expected.pixels.slice(8, 12)).toEqual([200, 0x030201, 0x060504, 203]);
  expect(expected.extendedKeys).toBe(true);
  for (let cut = 1; cut < bytes.length; cut++) {
    expect(await understood([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(expected);
  }
  expect(await understood([...bytes].map((byte) => Buffer.from([byte])))).toEqual(expected);
});

describe("a malicious display ends its console and fills no memory", () => {
  const endOf = async (bytes: Buffer) => (await understood([bytes])).news.at(-1);
  const endAfter = (...rects: Buffer[]) => endOf(Buffer.concat([init, update(rects)]));

  test("a screen, a name or a cursor of absurd size", async () => {
    const huge = serverInit({ width: 65_535, height: 65_535 }, "");
    await expect(readInit(sourceOf([huge]))).rejects.toThrow(ConsoleEnd);
    const named = Buffer.concat([init.subarray(0, 20), u32(0xffffffff)]);
    await expect(readInit(sourceOf([named]))).rejects.toThrow("name");
    expect(await endAfter(rectHead(at(0, 0, 65_535, 65_535), encodings.desktopSize))).toBe(
      "protocolBroken",
    );
    expect(await endAfter(rectHead(at(0, 0, 60_000, 60_000), encodings.cursor))).toBe(
      "protocolBroken",
    );
  });

  test("an unknown encoding or message, a rectangle outside", async () => {
    expect(await endAfter(rectHead(at(0, 0, 1, 1), 5))).toBe("protocolBroken");
    expect(await endOf(Buffer.concat([init, Buffer.from([77])]))).toBe("protocolBroken");
    expect(await endAfter(rectHead(at(7, 0, 2, 1), encodings.raw))).toBe("protocolBroken");
    expect(await endAfter(rectHead(at(0, 4, 1, 1), encodings.zrle), u32(1))).toBe("protocolBroken");
  });

  test("zlib that claims 4 GB, inflates without bound, or is none", async () => {
    const zrle = (data: Buffer) => [
      Buffer.concat([rectHead(at(0, 0, 8, 4), encodings.zrle), u32(data.length), data]),
    ];
    const claim = Buffer.concat([rectHead(at(0, 0, 8, 4), encodings.zrle), u32(0xffffffff)]);
    expect(await endAfter(claim)).toBe("protocolBroken");
    expect(await endAfter(...zrle(deflateSync(Buffer.alloc(20_000_000))))).toBe("protocolBroken");
    expect(await endAfter(...zrle(Buffer.from("no zlib at all")))).toBe("protocolBroken");
  });

  test("a clipboard of 1 GB passes by, and what follows is read", async () => {
    const chunk = Buffer.alloc(1_000_000, 0x61);
    const pieces = function* () {
      yield Buffer.concat([init, Buffer.from([3, 0, 0, 0]), u32(1_000_000_000)]);
      for (let sent = 0; sent < 1000; sent++) yield chunk;
      yield Buffer.from([2]);
    };
    const before = process.memoryUsage().rss;
    const { news } = await understood(pieces());
    expect(news).toEqual([{ kind: "nothing" }, { kind: "bell" }, "displayClosed"]);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
});
