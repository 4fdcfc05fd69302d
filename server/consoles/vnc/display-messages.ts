/*
 * What a display says after its handshake (RFC 6143 §7.6), taken into a picture. A display is not
 * trusted: it may be a guest's own program behind QEMU, or another one on a port used again. Every
 * length is checked before anything is allocated for it.
 */
import { ConsoleEnd } from "../end";
import type { DisplayReader } from "./display-reader";
import type { Rect } from "./framebuffer";
import type { Inflater } from "./inflater";
import type { Picture } from "./picture";
import { encodings, rectHead } from "./rfb";
import { decodeZrle, zrleLimit } from "./zrle";

const MAX_CUT_TEXT_BYTES = 1 << 20;
const MAX_NAME_BYTES = 1 << 16;
const MAX_CURSOR_SIDE = 512;
/** zlib adds little to what it cannot shrink. */
const ZLIB_SLACK_BYTES = 1 << 16;

export interface DisplaySource {
  reader: DisplayReader;
  inflater: Inflater;
  picture: Picture;
}

export type DisplayNews =
  | { kind: "picture" }
  | { kind: "bell" }
  | { kind: "clipboard"; text: Buffer }
  | { kind: "nothing" };

/** ServerInit: the size of the screen. Its name is a guest's text that nobody here needs. */
export async function readInit({ reader, picture }: DisplaySource): Promise<void> {
  const init = await reader.take(24);
  picture.resize(init.readUInt16BE(0), init.readUInt16BE(2));
  const nameBytes = init.readUInt32BE(20);
  if (nameBytes > MAX_NAME_BYTES) throw new ConsoleEnd("protocolBroken", "the display's name");
  await reader.skip(nameBytes);
}

/** The next message; throws ConsoleEnd `protocolBroken` at one that is not to be expected. */
export async function readNews(source: DisplaySource): Promise<DisplayNews> {
  const { reader } = source;
  const type = (await reader.take(1))[0];
  switch (type) {
    case 0:
      await readUpdate(source);
      return { kind: "picture" };
    case 1: {
      const colours = (await reader.take(5)).readUInt16BE(3);
      await reader.skip(colours * 6);
      return { kind: "nothing" };
    }
    case 2:
      return { kind: "bell" };
    case 3:
      return await readCutText(reader);
    default:
      throw new ConsoleEnd("protocolBroken", `display message ${type}`);
  }
}

async function readCutText(reader: DisplayReader): Promise<DisplayNews> {
  const bytes = (await reader.take(7)).readUInt32BE(3);
  if (bytes <= MAX_CUT_TEXT_BYTES) {
    return { kind: "clipboard", text: Buffer.from(await reader.take(bytes)) };
  }
  await reader.skip(bytes);
  return { kind: "nothing" };
}

async function readUpdate(source: DisplaySource): Promise<void> {
  const count = (await source.reader.take(3)).readUInt16BE(1);
  for (let i = 0; i < count; i++) {
    const head = await source.reader.take(12);
    const rect = {
      x: head.readUInt16BE(0),
      y: head.readUInt16BE(2),
      width: head.readUInt16BE(4),
      height: head.readUInt16BE(6),
    };
    await readRect(source, rect, head.readInt32BE(8));
  }
}

async function readRect(source: DisplaySource, rect: Rect, encoding: number): Promise<void> {
  const { reader, picture } = source;
  switch (encoding) {
    case encodings.raw:
      return await readRaw(source, rect);
    case encodings.zrle:
      return await readZrle(source, rect);
    case encodings.desktopSize:
      return picture.resize(rect.width, rect.height);
    case encodings.cursor:
      return await readCursor(source, rect);
    case encodings.extendedKeys:
      picture.extendedKeys = true;
      return;
    case encodings.leds:
      picture.leds = Buffer.concat([rectHead(rect, encoding), await reader.take(1)]);
      return;
    default:
      throw new ConsoleEnd("protocolBroken", `encoding ${encoding}`);
  }
}

async function readRaw({ reader, picture }: DisplaySource, rect: Rect): Promise<void> {
  const { frame } = picture;
  frame.check(rect);
  for (let row = 0; row < rect.height; row++) {
    const bytes = await reader.take(rect.width * 4);
    const start = (rect.y + row) * frame.width + rect.x;
    for (let column = 0; column < rect.width; column++) {
      frame.pixels[start + column] = bytes.readUInt32LE(column * 4) & 0xffffff;
    }
  }
  frame.touch(rect);
}

async function readZrle({ reader, inflater, picture }: DisplaySource, rect: Rect): Promise<void> {
  picture.frame.check(rect);
  const limit = zrleLimit(rect);
  const bytes = (await reader.take(4)).readUInt32BE(0);
  if (bytes > limit + ZLIB_SLACK_BYTES) throw new ConsoleEnd("protocolBroken", "ZRLE too long");
  const data = await inflater.push(await reader.take(bytes), limit);
  const startedAt = performance.now();
  decodeZrle(data, rect, picture.frame);
  picture.frame.touch(rect);
  picture.spentMs += performance.now() - startedAt;
}

async function readCursor({ reader, picture }: DisplaySource, rect: Rect): Promise<void> {
  const { width, height } = rect;
  if (width > MAX_CURSOR_SIDE || height > MAX_CURSOR_SIDE) {
    throw new ConsoleEnd("protocolBroken", `a cursor of ${width} × ${height} pixels`);
  }
  const body = await reader.take(width * height * 4 + Math.ceil(width / 8) * height);
  picture.cursor = Buffer.concat([rectHead(rect, encodings.cursor), body]);
}
