/*
 * The pieces of RFB (RFC 6143 and the community's registry) that the server says itself: to a display
 * as its client, to a browser as its display. One pixel format for both ways, the one noVNC asks for,
 * so that pixels, cursors and palettes pass through as they are.
 */
import type { Rect } from "./framebuffer";

export const encodings = {
  raw: 0,
  tight: 7,
  zrle: 16,
  desktopSize: -223,
  cursor: -239,
  compressionLevel2: -254,
  extendedKeys: -258,
  leds: -261,
} as const;

/** 32 bits a pixel, depth 24, little-endian, true colour: bytes red, green, blue, nothing. */
export const pixelFormat = Buffer.from([32, 24, 0, 1, 0, 255, 0, 255, 0, 255, 0, 8, 16, 0, 0, 0]);

export const setPixelFormat = (): Buffer => Buffer.concat([Buffer.alloc(4), pixelFormat]);

export function setEncodings(list: readonly number[]): Buffer {
  const message = Buffer.alloc(4 + 4 * list.length);
  message[0] = 2;
  message.writeUInt16BE(list.length, 2);
  list.forEach((encoding, index) => {
    message.writeInt32BE(encoding, 4 + 4 * index);
  });
  return message;
}

export function updateRequest(size: { width: number; height: number }, whole: boolean): Buffer {
  const message = Buffer.alloc(10);
  message[0] = 3;
  message[1] = whole ? 0 : 1;
  message.writeUInt16BE(size.width, 6);
  message.writeUInt16BE(size.height, 8);
  return message;
}

export function serverInit(size: { width: number; height: number }, name: string): Buffer {
  const text = Buffer.from(name, "utf8");
  const head = Buffer.alloc(24);
  head.writeUInt16BE(size.width, 0);
  head.writeUInt16BE(size.height, 2);
  pixelFormat.copy(head, 4);
  head.writeUInt32BE(text.length, 20);
  return Buffer.concat([head, text]);
}

export function rectHead({ x, y, width, height }: Rect, encoding: number): Buffer {
  const head = Buffer.allocUnsafe(12);
  head.writeUInt16BE(x, 0);
  head.writeUInt16BE(y, 2);
  head.writeUInt16BE(width, 4);
  head.writeUInt16BE(height, 6);
  head.writeInt32BE(encoding, 8);
  return head;
}

/** FramebufferUpdate of rectangles that bring their own heads. */
export function update(rects: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(rects.length, 2);
  return Buffer.concat([head, ...rects]);
}

export const bell = (): Buffer => Buffer.from([2]);

/** Cut text, either way: only the type differs. */
export function cutText(type: 3 | 6, text: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head[0] = type;
  head.writeUInt32BE(text.length, 4);
  return Buffer.concat([head, text]);
}

export function keyEvent(keysym: number, down: boolean): Buffer {
  const message = Buffer.alloc(8);
  message[0] = 4;
  message[1] = down ? 1 : 0;
  message.writeUInt32BE(keysym, 4);
  return message;
}

/** QEMU's form, which names the physical key beside its meaning. */
export function extendedKeyEvent(keysym: number, scancode: number, down: boolean): Buffer {
  const message = Buffer.alloc(12);
  message[0] = 255;
  message.writeUInt16BE(down ? 1 : 0, 2);
  message.writeUInt32BE(keysym, 4);
  message.writeUInt32BE(scancode, 8);
  return message;
}

export function pointerEvent(buttons: number, x: number, y: number): Buffer {
  const message = Buffer.alloc(6);
  message[0] = 5;
  message[1] = buttons;
  message.writeUInt16BE(x, 2);
  message.writeUInt16BE(y, 4);
  return message;
}
