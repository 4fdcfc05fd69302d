/*
 * The opening of RFB 3.8 (RFC 6143 §7.1) as the display's client. The server speaks it itself, so
 * that a display's password never reaches a browser:
 *
 *     display → "RFB 003.008\n"
 *             ← "RFB 003.008\n"
 *     display → n, n security types          (n = 0: a reason, and the end)
 *             ← 1 (none) or 2 (VNC password)
 *     display → 16 bytes challenge           (type 2 only)
 *             ← 16 bytes answer
 *     display → u32 result                   (not 0: a reason, and the end)
 *
 * What comes next (ClientInit) is the browser's to say. Bytes in, bytes out; no socket here.
 */
import { ConsoleEnd } from "../end";
import { ByteQueue } from "./byte-queue";
import { answerChallenge } from "./vnc-auth";

const VERSION = "RFB 003.008\n";
const NONE = 1;
const VNC_PASSWORD = 2;
const MAX_REASON_BYTES = 1024;

/** What the handshake wants of its owner. */
export type DisplayWish =
  | { kind: "send"; bytes: Buffer }
  /** The display asks for a password: give it with `answer`. */
  | { kind: "password" }
  /** Signed in; `rest` is what the display sent beyond. */
  | { kind: "ready"; rest: Buffer };

export class DisplayHandshake {
  private readonly queue = new ByteQueue();
  private expects: "version" | "types" | "challenge" | "answer" | "result" | "nothing" = "version";
  private challenge: Buffer = Buffer.alloc(0);

  /** Throws ConsoleEnd: `protocolBroken`, `authUnsupported`, `passwordRefused`, `displayClosed`. */
  push(chunk: Buffer): DisplayWish[] {
    this.queue.push(chunk);
    const wishes: DisplayWish[] = [];
    for (let wish = this.step(); wish; wish = this.step()) wishes.push(wish);
    return wishes;
  }

  /** The answer to the challenge; the password is used once and not kept. */
  answer(password: string): Buffer {
    this.expects = "result";
    return answerChallenge(this.challenge, password);
  }

  private step(): DisplayWish | undefined {
    switch (this.expects) {
      case "version":
        return this.version();
      case "types":
        return this.types();
      case "challenge":
        return this.takeChallenge();
      case "result":
        return this.result();
      default:
        return undefined;
    }
  }

  private version(): DisplayWish | undefined {
    const line = this.queue.take(VERSION.length)?.toString("latin1");
    if (line === undefined) return undefined;
    if (!/^RFB 003\.(008|889)\n$/.test(line)) {
      throw new ConsoleEnd("protocolBroken", `the display says ${JSON.stringify(line)}`);
    }
    this.expects = "types";
    return { kind: "send", bytes: Buffer.from(VERSION, "latin1") };
  }

  private types(): DisplayWish | undefined {
    const count = this.queue.peek(0);
    if (count === undefined) return undefined;
    if (count === 0) return this.refusal("displayClosed", 1);
    const types = this.queue.take(1 + count)?.subarray(1);
    if (!types) return undefined;
    if (types.includes(NONE)) {
      this.expects = "result";
      return { kind: "send", bytes: Buffer.from([NONE]) };
    }
    if (types.includes(VNC_PASSWORD)) {
      this.expects = "challenge";
      return { kind: "send", bytes: Buffer.from([VNC_PASSWORD]) };
    }
    throw new ConsoleEnd("authUnsupported", `security types ${[...types].join(", ")}`);
  }

  private takeChallenge(): DisplayWish | undefined {
    const challenge = this.queue.take(16);
    if (!challenge) return undefined;
    this.challenge = Buffer.from(challenge);
    this.expects = "answer";
    return { kind: "password" };
  }

  private result(): DisplayWish | undefined {
    if (this.queue.length < 4) return undefined;
    const accepted = [0, 1, 2, 3].every((at) => this.queue.peek(at) === 0);
    if (!accepted) return this.refusal("passwordRefused", 4);
    this.queue.take(4);
    this.expects = "nothing";
    return { kind: "ready", rest: this.queue.takeAll() };
  }

  /** A refusal carries its reason as u32 length and text; it may also just hang up. */
  private refusal(end: "displayClosed" | "passwordRefused", at: number): undefined {
    if (this.queue.length < at + 4) return undefined;
    const head = this.queue.take(at + 4);
    const length = Math.min(head?.readUInt32BE(at) ?? 0, MAX_REASON_BYTES);
    throw new ConsoleEnd(end, this.queue.takeAll().subarray(0, length).toString("utf8"));
  }

  /** What it means when the display hangs up now. */
  hungUp(): ConsoleEnd {
    const answered = this.expects === "result" && this.challenge.length > 0;
    return new ConsoleEnd(answered ? "passwordRefused" : "displayClosed", "the display hung up");
  }
}
