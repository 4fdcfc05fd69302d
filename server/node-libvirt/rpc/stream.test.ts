import { describe, expect, it } from "vitest";
import { AbortedError, ConnectionClosedError, ProtocolError } from "../errors/errors";
import { LibvirtError } from "../errors/libvirt-error";
import { bytes } from "../testing/bytes";
import { XdrReader } from "../xdr/reader";
import { XdrWriter } from "../xdr/writer";
import { LibvirtStream, type StreamPort } from "./stream";
import { type Hole, isHole } from "./stream-inbox";

const STREAM = 3;
const HOLE = 6;
const OK = 0;
const ERROR = 1;
const CONTINUE = 2;

class Port implements StreamPort {
  readonly sent: { type: number; status: number; payload: Buffer }[] = [];
  readonly unflushed: (() => void)[] = [];
  paused = 0;
  forgotten = false;

  send(...[packet, payload, flushed]: Parameters<StreamPort["send"]>): void {
    const writer = new XdrWriter();
    payload(writer);
    this.sent.push({ ...packet, payload: writer.copy() });
    if (flushed) this.unflushed.push(flushed);
  }

  flush(): void {
    for (const flushed of this.unflushed.splice(0)) flushed();
  }

  pause(): void {
    this.paused++;
  }

  resume(): void {
    this.paused--;
  }

  forget(): void {
    this.forgotten = true;
  }
}

function setUp() {
  const port = new Port();
  const origin = { name: "storageVolDownload", number: 209, program: 0x20008086 };
  const stream = new LibvirtStream(origin, undefined, port);
  const receive = (type: number, status: number, payload: Buffer = Buffer.alloc(0)) =>
    stream.receive(type, status, new XdrReader(payload));
  return { port, stream, receive };
}

async function collect(stream: LibvirtStream): Promise<(string | number)[]> {
  const items: (string | number)[] = [];
  const take = (item: Uint8Array | Hole) =>
    items.push(isHole(item) ? item.holeBytes : Buffer.from(item).toString());
  for await (const item of stream.readable) take(item);
  return items;
}

const hole = (length: bigint) => bytes().u64(length).u32(0).build();
const failure = bytes().u32(38, 18, 1).text("cannot write to stream").u32(2, 0, 0, 0, 0, 0, 0, 0);

describe("a download", () => {
  it("ends when the daemon has confirmed the finish that answers its end of data", async () => {
    const { port, stream, receive } = setUp();
    const items = collect(stream);
    receive(STREAM, CONTINUE, Buffer.from("one"));
    receive(HOLE, CONTINUE, hole(4_096n));
    receive(HOLE, CONTINUE, hole(4n));
    receive(STREAM, CONTINUE, Buffer.from("two"));
    receive(STREAM, CONTINUE);
    expect(port.sent).toEqual([{ type: STREAM, status: OK, payload: Buffer.alloc(0) }]);
    receive(STREAM, OK);
    expect(await items).toEqual(["one", 4_100, "two"]);
    expect(await stream.closed).toBeUndefined();
    expect(port.forgotten).toBe(true);
  });

  it("throws the daemon's error after what came before it", async () => {
    const { stream, receive } = setUp();
    receive(STREAM, CONTINUE, Buffer.from("part"));
    receive(STREAM, ERROR, failure.build());
    const iterator = stream.readable[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toEqual(Buffer.from("part"));
    await expect(iterator.next()).rejects.toMatchObject({ libvirtCode: 38, domain: 18 });
    expect(await stream.closed).toBeInstanceOf(LibvirtError);
  });

  it("pauses the connection while the consumer is behind, and no longer", async () => {
    const { port, stream, receive } = setUp();
    const iterator = stream.readable[Symbol.asyncIterator]();
    for (let i = 0; i < 17; i++) receive(STREAM, CONTINUE, Buffer.alloc(262_120));
    expect(port.paused).toBe(1);
    for (let i = 0; i < 13; i++) await iterator.next();
    expect(port.paused).toBe(0);
  });

  it("aborts when the consumer leaves early, and drops what still comes", async () => {
    const { port, stream, receive } = setUp();
    receive(STREAM, CONTINUE, Buffer.from("one"));
    for await (const _ of stream.readable) break;
    expect(port.sent).toEqual([{ type: STREAM, status: ERROR, payload: Buffer.alloc(0) }]);
    expect(await stream.closed).toBeInstanceOf(AbortedError);
    receive(STREAM, CONTINUE, Buffer.from("late"));
    expect(port.forgotten).toBe(false);
    receive(STREAM, OK);
    expect(port.forgotten).toBe(true);
  });

  it.each([-1n, 2n ** 62n])("refuses a hole of %d bytes", (length) => {
    const { receive } = setUp();
    expect(() => receive(HOLE, CONTINUE, hole(length))).toThrow(ProtocolError);
  });

  it("refuses holes that add up to more than a file can hold", () => {
    const { receive } = setUp();
    receive(HOLE, CONTINUE, hole(2n ** 52n));
    expect(() => receive(HOLE, CONTINUE, hole(2n ** 52n))).toThrow("8 PiB");
  });

  it("tells its consumer that the connection is gone", async () => {
    const { stream } = setUp();
    const items = collect(stream);
    stream.connectionLost(new ConnectionClosedError("gone"));
    await expect(items).rejects.toThrow("gone");
  });
});

describe("an upload", () => {
  it("cuts data at what every daemon accepts", async () => {
    const { port, stream } = setUp();
    const writing = stream.write(new Uint8Array(600_000));
    await writing;
    expect(port.sent.map(({ payload }) => payload.length)).toEqual([262_120, 262_120, 75_760]);
  });

  it("waits once a MiB is on its way", async () => {
    const { port, stream } = setUp();
    let done = false;
    const writing = stream.write(new Uint8Array(2_000_000)).then(() => {
      done = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toBe(false);
    expect(port.sent).toHaveLength(5);
    port.flush();
    await writing;
    expect(port.sent).toHaveLength(8);
  });

  it("finishes when the daemon confirms", async () => {
    const { port, stream, receive } = setUp();
    const finishing = stream.finish();
    expect(port.sent).toEqual([{ type: STREAM, status: OK, payload: Buffer.alloc(0) }]);
    receive(STREAM, OK);
    await expect(finishing).resolves.toBeUndefined();
    await expect(stream.write(Buffer.from("x"))).rejects.toThrow("already finished");
  });

  it("rejects the finish with the error of an earlier packet", async () => {
    const { stream, receive } = setUp();
    const finishing = stream.finish();
    receive(STREAM, ERROR, failure.build());
    await expect(finishing).rejects.toThrow("cannot write to stream");
  });

  it("gives a finish up that nobody confirms", async () => {
    const { stream } = setUp();
    await expect(stream.finish({ timeoutMs: 20 })).rejects.toMatchObject({ code: "TIMEOUT" });
  });

  it("sends a hole as its length alone", async () => {
    const { port, stream } = setUp();
    await stream.writeHole(4_096);
    expect(port.sent).toEqual([{ type: HOLE, status: CONTINUE, payload: hole(4_096n) }]);
    await expect(stream.writeHole(-1)).rejects.toThrow(ProtocolError);
  });

  it("wakes a waiting writer with the error that ended the stream", async () => {
    const { stream, receive } = setUp();
    const writing = stream.write(new Uint8Array(2_000_000));
    receive(STREAM, ERROR, failure.build());
    await expect(writing).rejects.toThrow("cannot write to stream");
  });
});
