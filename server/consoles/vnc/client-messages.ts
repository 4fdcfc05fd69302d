/*
 * What a browser says to its display: RFB client messages after the handshake (RFC 6143 §7.5 and the
 * community's registry), cut out of the byte stream.
 *
 *     type  message                     length                      what becomes of it
 *     0     SetPixelFormat              20                          must be ours
 *     2     SetEncodings                4 + 4n, n = u16 at 2        answered here
 *     3     FramebufferUpdateRequest    10                          answered here
 *     4     KeyEvent                    8                           input
 *     5     PointerEvent                6                           input
 *     6     ClientCutText               8 + |n|, n = i32 at 4       input, plain and up to 1 MiB
 *     150   EnableContinuousUpdates     10                          dropped
 *     248   ClientFence                 9 + n, n = u8 at 8          dropped
 *     250   xvp (power buttons)         4                           dropped
 *     251   SetDesktopSize              8 + 16n, n = u8 at 6        dropped
 *     255   QEMU: 0 extended key        12                          input
 *                 1 audio               4, or 10 to set a format    dropped
 *
 * Input is for whoever drives; that is asked when a message begins, so that what is typed by somebody
 * else is not even collected, and again by the owner when it is whole. A message not in the table ends
 * the console: its length is unknown, so nothing after it could be told apart.
 *
 * Memory is bounded: a header of at most 12 bytes, SetEncodings (at most 256 entries) and cut text are
 * collected; what is dropped is dropped as it arrives.
 */
import { ConsoleEnd } from "../end";
import { pixelFormat } from "./rfb";

const MAX_CUT_TEXT_BYTES = 1 << 20;
const MAX_ENCODINGS = 256;
/** Pieces of one message kept apart; joining at each would copy a clipboard sent byte by byte forever. */
const MAX_PARTS = 1024;

export type BrowserMessage =
  | { kind: "encodings"; encodings: number[] }
  | { kind: "request"; whole: boolean }
  | { kind: "input"; bytes: Buffer };

/** A message's length, once its header says it, and whether it is collected. */
interface Shape {
  length: number;
  take: boolean;
}

export class ClientMessages {
  private readonly drives: () => boolean;
  private parts: Buffer[] = [];
  private held = 0;
  /** Bytes to be held before there is anything to look at. */
  private need = 1;
  private shape: Shape | undefined;
  private skip = 0;

  constructor(drives: () => boolean) {
    this.drives = drives;
  }

  /** Throws ConsoleEnd `protocolBroken` at a message that is not in the table. */
  push(chunk: Buffer): BrowserMessage[] {
    const skipped = Math.min(this.skip, chunk.length);
    this.skip -= skipped;
    if (skipped === chunk.length) return [];
    this.parts.push(chunk.subarray(skipped));
    this.held += chunk.length - skipped;
    if (this.parts.length > MAX_PARTS) this.joined();
    const messages: BrowserMessage[] = [];
    while (this.held >= this.need && this.held > 0) {
      const message = this.step();
      if (message) messages.push(message);
    }
    return messages;
  }

  /** One look at the bytes held: they tell more of the message's shape, or are all of it. */
  private step(): BrowserMessage | undefined {
    const bytes = this.parts.length === 1 ? (this.parts[0] ?? Buffer.alloc(0)) : this.joined();
    this.shape ??= this.shapeOf(bytes);
    if (!this.shape) {
      this.need = bytes.length + 1;
      return undefined;
    }
    const { length, take } = this.shape;
    if (take && bytes.length < length) {
      this.need = length;
      return undefined;
    }
    this.shape = undefined;
    this.need = 1;
    this.keep(bytes.subarray(Math.min(length, bytes.length)));
    this.skip = Math.max(0, length - bytes.length);
    return take ? messageOf(bytes.subarray(0, length)) : undefined;
  }

  private joined(): Buffer {
    const bytes = Buffer.concat(this.parts, this.held);
    this.parts = [bytes];
    return bytes;
  }

  private keep(rest: Buffer): void {
    this.parts = rest.length === 0 ? [] : [rest];
    this.held = rest.length;
  }

  /** undefined until enough of the header is there. */
  private shapeOf(message: Buffer): Shape | undefined {
    switch (message[0]) {
      case 0:
        return { length: 20, take: true };
      case 2:
        return encodingsShape(message);
      case 3:
        return { length: 10, take: true };
      case 4:
        return { length: 8, take: this.drives() };
      case 5:
        return { length: 6, take: this.drives() };
      case 6:
        return this.cutTextShape(message);
      case 150:
        return { length: 10, take: false };
      case 248:
        return message.length < 9 ? undefined : { length: 9 + message.readUInt8(8), take: false };
      case 250:
        return { length: 4, take: false };
      case 251:
        return message.length < 8
          ? undefined
          : { length: 8 + 16 * message.readUInt8(6), take: false };
      case 255:
        return this.qemuShape(message);
      default:
        throw new ConsoleEnd("protocolBroken", `client message ${message[0]}`);
    }
  }

  /** A negative length is the extended clipboard's, which is not offered. */
  private cutTextShape(message: Buffer): Shape | undefined {
    if (message.length < 8) return undefined;
    const bytes = message.readInt32BE(4);
    const fits = bytes >= 0 && bytes <= MAX_CUT_TEXT_BYTES;
    return { length: 8 + Math.abs(bytes), take: fits && this.drives() };
  }

  private qemuShape(message: Buffer): Shape | undefined {
    if (message.length < 2) return undefined;
    if (message[1] === 0) return { length: 12, take: this.drives() };
    if (message[1] !== 1) throw new ConsoleEnd("protocolBroken", `QEMU message ${message[1]}`);
    if (message.length < 4) return undefined;
    return { length: message.readUInt16BE(2) === 2 ? 10 : 4, take: false };
  }
}

function encodingsShape(message: Buffer): Shape | undefined {
  if (message.length < 4) return undefined;
  const count = message.readUInt16BE(2);
  if (count > MAX_ENCODINGS) throw new ConsoleEnd("protocolBroken", `${count} encodings`);
  return { length: 4 + 4 * count, take: true };
}

function messageOf(bytes: Buffer): BrowserMessage | undefined {
  switch (bytes[0]) {
    case 0:
      // Depth, order and shifts are fixed; the three bytes of padding are anybody's.
      if (!bytes.subarray(4, 17).equals(pixelFormat.subarray(0, 13))) {
        throw new ConsoleEnd("protocolBroken", "a pixel format that is not offered");
      }
      return undefined;
    case 2: {
      const count = bytes.readUInt16BE(2);
      const encodings = Array.from({ length: count }, (_, i) => bytes.readInt32BE(4 + 4 * i));
      return { kind: "encodings", encodings };
    }
    case 3:
      return { kind: "request", whole: bytes[1] === 0 };
    default:
      return { kind: "input", bytes };
  }
}
