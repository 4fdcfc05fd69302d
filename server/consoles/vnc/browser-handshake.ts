/*
 * The opening of RFB 3.8 as the browser's server, once the display is signed in to: the browser is
 * offered security type "none" (its ticket was its sign-in), and its ClientInit is always passed on
 * as "shared", since the other form would throw everybody else off the display.
 */
import { ConsoleEnd } from "../end";
import { ByteQueue } from "./byte-queue";

const VERSION = "RFB 003.008\n";

export interface BrowserStep {
  /** For the browser. */
  reply: Buffer;
  /** For the display: ClientInit and what the browser sent beyond; undefined while not there yet. */
  done: { clientInit: Buffer; rest: Buffer } | undefined;
}

export class BrowserHandshake {
  private readonly queue = new ByteQueue();
  private expects: "version" | "type" | "init" = "version";

  /** What the browser gets first. */
  greeting(): Buffer {
    return Buffer.from(VERSION, "latin1");
  }

  /** Throws ConsoleEnd `protocolBroken`. */
  push(chunk: Buffer): BrowserStep {
    this.queue.push(chunk);
    const reply: Buffer[] = [];
    if (this.expects === "version") {
      const line = this.queue.take(VERSION.length)?.toString("latin1");
      if (line === undefined) return { reply: Buffer.alloc(0), done: undefined };
      if (line !== VERSION) throw new ConsoleEnd("protocolBroken", "the browser's RFB version");
      reply.push(Buffer.from([1, 1]));
      this.expects = "type";
    }
    if (this.expects === "type") {
      const type = this.queue.take(1);
      if (!type) return { reply: Buffer.concat(reply), done: undefined };
      if (type[0] !== 1) throw new ConsoleEnd("protocolBroken", `security type ${type[0]}`);
      reply.push(Buffer.alloc(4));
      this.expects = "init";
    }
    const init = this.queue.take(1);
    const done = init && { clientInit: Buffer.from([1]), rest: this.queue.takeAll() };
    return { reply: Buffer.concat(reply), done };
  }
}
