/*
 * What a browser may say to a display: RFB client messages after the handshake (RFC 6143 §7.5 and
 * the community's registry), cut out of the byte stream and let through or dropped here, on the
 * server, because a view-only flag in the browser protects nothing.
 *
 *     type  message                     length                      view   control
 *     0     SetPixelFormat              20                          yes    yes
 *     2     SetEncodings                4 + 4n, n = u16 at 2        yes *  yes *
 *     3     FramebufferUpdateRequest    10                          yes    yes
 *     4     KeyEvent                    8                           -      yes
 *     5     PointerEvent                6                           -      yes
 *     6     ClientCutText               8 + |n|, n = i32 at 4       -      up to 1 MiB
 *     150   EnableContinuousUpdates     10                          yes    yes
 *     248   ClientFence                 9 + n, n = u8 at 8          yes    yes
 *     250   xvp (power buttons)         4                           -      -
 *     251   SetDesktopSize              8 + 16n, n = u8 at 6        -      yes
 *     255   QEMU: 0 extended key        12                          -      yes
 *                 1 audio               4, or 10 to set a format    -      -
 *
 * (*) Two extensions are struck from the list: xvp, because power is an operation that is recorded
 * and never a console's side effect, and extended mouse buttons, because they change the length of
 * PointerEvent. A message not in the table ends the console: its length is unknown, so nothing
 * after it could be told apart.
 *
 * Memory is bounded: a header of at most 12 bytes is collected, SetEncodings as a whole (at most 256
 * entries), and every other body is passed on or dropped as it arrives, never stored.
 */
import { ConsoleEnd } from "../end";

export type ConsoleMode = "control" | "view";

const MAX_CUT_TEXT_BYTES = 1 << 20;
const MAX_ENCODINGS = 256;
/** A well-behaved client sets these a handful of times; a flood of them is work for QEMU. */
const MAX_SETTINGS = 512;
const XVP_ENCODING = -309;
const EXTENDED_MOUSE_ENCODING = -316;

type Verdict = "pass" | "drop" | "rewrite";

interface Shape {
  length: number;
  verdict: Verdict;
  /** True when a person did something, for the idle limit. */
  input: boolean;
}

export interface Filtered {
  /** What the display gets of these bytes. */
  bytes: Buffer;
  /** Whether a key, pointer or clipboard message began in them. */
  input: boolean;
}

export class ClientMessages {
  private readonly mode: ConsoleMode;
  private settings = 0;
  /** Start of a message whose length is not known yet, or a message to be rewritten. */
  private held: Buffer = Buffer.alloc(0);
  /** Rest of a message whose verdict is known. */
  private rest = 0;
  private restVerdict: Verdict = "drop";

  constructor(mode: ConsoleMode) {
    this.mode = mode;
  }

  /** Throws ConsoleEnd `protocolBroken` at a message that is not in the table. */
  push(chunk: Buffer): Filtered {
    const out: Buffer[] = [];
    let input = false;
    let data = chunk;
    while (data.length > 0) {
      if (this.rest > 0) {
        data = this.passOn(data, out);
        continue;
      }
      const message = this.held.length === 0 ? data : Buffer.concat([this.held, data]);
      const shape = this.shapeOf(message);
      const whole = shape !== undefined && shape.verdict !== "rewrite";
      if (!shape || (!whole && message.length < shape.length)) {
        this.held = Buffer.from(message);
        break;
      }
      this.held = Buffer.alloc(0);
      input ||= shape.input;
      data = message;
      if (whole) {
        this.rest = shape.length;
        this.restVerdict = shape.verdict;
      } else {
        out.push(withoutForbidden(message.subarray(0, shape.length)));
        data = message.subarray(shape.length);
      }
    }
    return { bytes: Buffer.concat(out), input };
  }

  private passOn(data: Buffer, out: Buffer[]): Buffer {
    const part = data.subarray(0, this.rest);
    if (this.restVerdict === "pass") out.push(part);
    this.rest -= part.length;
    return data.subarray(part.length);
  }

  /** undefined until enough of the header is there. */
  private shapeOf(message: Buffer): Shape | undefined {
    const forControl: Verdict = this.mode === "control" ? "pass" : "drop";
    switch (message[0]) {
      case 0:
        return { length: 20, verdict: this.setting("pass"), input: false };
      case 2:
        return this.encodingsShape(message);
      case 3:
      case 150:
        return { length: 10, verdict: "pass", input: false };
      case 4:
        return { length: 8, verdict: forControl, input: true };
      case 5:
        return { length: 6, verdict: forControl, input: true };
      case 6:
        return cutTextShape(message, forControl);
      case 248:
        return message.length < 9
          ? undefined
          : { length: 9 + message.readUInt8(8), verdict: "pass", input: false };
      case 250:
        return { length: 4, verdict: "drop", input: false };
      case 251:
        return message.length < 8
          ? undefined
          : { length: 8 + 16 * message.readUInt8(6), verdict: forControl, input: false };
      case 255:
        return qemuShape(message, forControl);
      default:
        throw new ConsoleEnd("protocolBroken", `client message ${message[0]}`);
    }
  }

  private encodingsShape(message: Buffer): Shape | undefined {
    if (message.length < 4) return undefined;
    const count = message.readUInt16BE(2);
    if (count > MAX_ENCODINGS) throw new ConsoleEnd("protocolBroken", `${count} encodings`);
    const length = 4 + 4 * count;
    if (message.length < length) return { length, verdict: "rewrite", input: false };
    return { length, verdict: this.setting("rewrite"), input: false };
  }

  private setting(verdict: Verdict): Verdict {
    this.settings += 1;
    return this.settings > MAX_SETTINGS ? "drop" : verdict;
  }
}

/** A negative length marks the extended clipboard: its absolute value counts. */
function cutTextShape(message: Buffer, verdict: Verdict): Shape | undefined {
  if (message.length < 8) return undefined;
  const bytes = Math.abs(message.readInt32BE(4));
  const fits = bytes <= MAX_CUT_TEXT_BYTES;
  return { length: 8 + bytes, verdict: fits ? verdict : "drop", input: true };
}

function qemuShape(message: Buffer, forControl: Verdict): Shape | undefined {
  if (message.length < 2) return undefined;
  if (message[1] === 0) return { length: 12, verdict: forControl, input: true };
  if (message[1] !== 1) throw new ConsoleEnd("protocolBroken", `QEMU message ${message[1]}`);
  if (message.length < 4) return undefined;
  return { length: message.readUInt16BE(2) === 2 ? 10 : 4, verdict: "drop", input: false };
}

function withoutForbidden(message: Buffer): Buffer {
  const kept: number[] = [];
  for (let at = 4; at < message.length; at += 4) {
    const encoding = message.readInt32BE(at);
    if (encoding !== XVP_ENCODING && encoding !== EXTENDED_MOUSE_ENCODING) kept.push(encoding);
  }
  const rewritten = Buffer.alloc(4 + 4 * kept.length);
  rewritten[0] = 2;
  rewritten.writeUInt16BE(kept.length, 2);
  kept.forEach((encoding, index) => {
    rewritten.writeInt32BE(encoding, 4 + 4 * index);
  });
  return rewritten;
}
