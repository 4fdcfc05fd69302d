import { Duplex } from "node:stream";
import { describe, expect, it } from "vitest";
import { Outbox } from "./outbox";

/** A transport that shows each system call it would make, and finishes them by hand. */
class Wire extends Duplex {
  readonly writes: string[] = [];
  private pending: (() => void)[] = [];

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.writes.push(chunk.toString());
    this.pending.push(done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.writes.push(chunks.map(({ chunk }) => chunk.toString()).join("+"));
    this.pending.push(done);
  }

  async finishWrites(): Promise<void> {
    for (const done of this.pending.splice(0)) done();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe("the outbox", () => {
  it("sends what is pushed in one turn in one system call", async () => {
    const wire = new Wire();
    const outbox = new Outbox(wire, false);
    for (const text of ["a", "b", "c"]) outbox.push(Buffer.from(text));
    await tick();
    expect(wire.writes).toEqual(["a+b+c"]);
    expect(outbox.bytesOut).toBe(3);
  });

  it("over TLS sends one message and the next only when that one is out", async () => {
    const wire = new Wire();
    const outbox = new Outbox(wire, true);
    const flushed: string[] = [];
    for (const text of ["a", "b", "c"]) outbox.push(Buffer.from(text), () => flushed.push(text));
    await tick();
    expect(wire.writes).toEqual(["a"]);
    await wire.finishWrites();
    expect(wire.writes).toEqual(["a", "b"]);
    expect(flushed).toEqual(["a"]);
    await wire.finishWrites();
    await wire.finishWrites();
    expect(wire.writes).toEqual(["a", "b", "c"]);
    expect(flushed).toEqual(["a", "b", "c"]);
    outbox.push(Buffer.from("d"));
    await tick();
    expect(wire.writes.at(-1)).toBe("d");
  });

  it("tells when the transport has taken a message", async () => {
    const wire = new Wire();
    let flushed = false;
    new Outbox(wire, false).push(Buffer.from("a"), () => {
      flushed = true;
    });
    await tick();
    expect(flushed).toBe(false);
    await wire.finishWrites();
    expect(flushed).toBe(true);
  });
});
