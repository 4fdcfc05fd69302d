import { createInflate } from "node:zlib";
import { ConsoleEnd } from "../end";

/** A zlib stream that lasts as long as its connection, given and taken in pieces. */
export class Inflater {
  private readonly stream = createInflate();
  private parts: Buffer[] = [];
  private bytes = 0;
  private limitBytes = 0;
  private fail: (error: ConsoleEnd) => void = () => {};

  constructor() {
    this.stream.on("data", (part: Buffer) => this.collect(part));
    this.stream.on("error", (error) => this.fail(new ConsoleEnd("protocolBroken", error.message)));
  }

  /** What the piece inflates to; more than `limitBytes` ends it, before it fills memory. */
  push(piece: Buffer, limitBytes: number): Promise<Buffer> {
    this.parts = [];
    this.bytes = 0;
    this.limitBytes = limitBytes;
    return new Promise((resolve, reject) => {
      this.fail = (error) => {
        this.stream.destroy();
        reject(error);
      };
      if (this.stream.destroyed) return reject(new ConsoleEnd("protocolBroken", "zlib has ended"));
      this.stream.write(piece, () => {
        // What is still in the stream's own queue comes out here, by way of "data".
        while (this.stream.read() !== null);
        resolve(Buffer.concat(this.parts));
      });
    });
  }

  close(): void {
    this.stream.destroy();
  }

  private collect(part: Buffer): void {
    this.bytes += part.length;
    if (this.bytes > this.limitBytes) {
      this.fail(new ConsoleEnd("protocolBroken", "zlib data that inflates without bound"));
      return;
    }
    this.parts.push(part);
  }
}
