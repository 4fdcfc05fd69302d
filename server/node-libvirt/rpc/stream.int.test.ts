import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listAllVolumes } from "../client/list-all";
import {
  VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM,
  VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM,
} from "../protocol/constants.gen";
import type { StoragePool, StorageVol } from "../protocol/remote-structs.gen";
import { dial, startTestDaemon, type TestDaemon } from "../testing/libvirtd";
import { type Connection, connectOver } from "./connection";
import type { LibvirtStream } from "./stream";
import { type Hole, isHole } from "./stream-inbox";

const MIB = 1_048_576;
let daemon: TestDaemon;
let poolPath: string;
let connection: Connection;
let pool: StoragePool;

beforeAll(async () => {
  daemon = await startTestDaemon({ drivers: ["storage"] });
  poolPath = join(daemon.directory, "pool");
  await mkdir(poolPath);
  connection = await connect();
  const xml = `<pool type='dir'><name>images</name><target><path>${poolPath}</path></target></pool>`;
  ({ pool } = await connection.remote.storagePoolCreateXml({ xml, flags: 0 }));
});

afterAll(async () => {
  await connection.close();
  await daemon.stop();
});

async function connect(): Promise<Connection> {
  return connectOver(await dial({ path: daemon.socketPath }), { name: "storage:///system" });
}

async function createVolume(name: string, bytes: number): Promise<StorageVol> {
  const xml = `<volume><name>${name}</name><capacity>${bytes}</capacity><allocation>0</allocation></volume>`;
  return (await connection.remote.storageVolCreateXml({ pool, xml, flags: 0 })).vol;
}

const whole = (vol: StorageVol, flags = 0) => ({ vol, offset: 0n, length: 0n, flags });

/** A pattern in which every position tells itself apart. */
function pattern(length: number): Buffer {
  const data = Buffer.alloc(length);
  for (let at = 0; at + 4 <= length; at += 4) data.writeUInt32BE(at ^ 0x5a5a5a5a, at);
  return data;
}

async function received(stream: LibvirtStream): Promise<{ data: Buffer; wire: number }> {
  const parts: Buffer[] = [];
  let wire = 0;
  for await (const item of stream.readable) {
    parts.push(isHole(item) ? Buffer.alloc(item.holeBytes) : Buffer.from(item));
    if (!isHole(item)) wire += item.length;
  }
  return { data: Buffer.concat(parts), wire };
}

describe("volumes of a real libvirtd", () => {
  let streams: Connection;

  beforeEach(async () => {
    streams = await connect();
    return () => streams.close();
  });

  it("come back byte for byte as they were sent", async () => {
    const data = pattern(5 * MIB + 12);
    const vol = await createVolume("plain", data.length);
    const upload = await streams.openStream.storageVolUpload(whole(vol));
    await upload.write(data);
    await upload.finish();
    const download = await streams.openStream.storageVolDownload(whole(vol));
    const back = await received(download);
    expect(Buffer.compare(back.data, data)).toBe(0);
    expect(await download.closed).toBeUndefined();
  });

  it("keep their holes both ways, the one at the end included", async () => {
    const size = 64 * MIB;
    const vol = await createVolume("sparse", size);
    const flags = VIR_STORAGE_VOL_UPLOAD_SPARSE_STREAM;
    const upload = await streams.openStream.storageVolUpload(whole(vol, flags));
    const data = pattern(MIB);
    await upload.write(data);
    await upload.writeHole(30 * MIB);
    await upload.write(data);
    await upload.writeHole(32 * MIB);
    await upload.finish();
    const { blocks, size: onDisk } = await stat(join(poolPath, "sparse"));
    expect(onDisk).toBe(size);
    expect(blocks * 512).toBeLessThan(3 * MIB);
    const sparse = VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM;
    const back = await received(await streams.openStream.storageVolDownload(whole(vol, sparse)));
    expect(back.data.length).toBe(size);
    expect(back.wire).toBeLessThan(3 * MIB);
    expect(Buffer.compare(back.data.subarray(0, MIB), data)).toBe(0);
    expect(Buffer.compare(back.data.subarray(31 * MIB, 32 * MIB), data)).toBe(0);
  });

  it("report a failing upload as the daemon's error", async () => {
    const vol = await createVolume("small", MIB);
    const upload = await streams.openStream.storageVolUpload({
      ...whole(vol),
      length: BigInt(MIB),
    });
    const sending = async () => {
      for (let i = 0; i < 64; i++) await upload.write(pattern(MIB));
      await upload.finish();
    };
    await expect(sending()).rejects.toMatchObject({ code: "LIBVIRT" });
    await expect(streams.remote.connectGetUri()).resolves.toBeDefined();
  });

  it("can be left in mid-transfer without harm to the connection", async () => {
    const vol = await createVolume("left", 32 * MIB);
    const upload = await streams.openStream.storageVolUpload(whole(vol));
    await upload.write(pattern(MIB));
    upload.abort();
    const download = await streams.openStream.storageVolDownload(whole(vol));
    for await (const _ of download.readable) break;
    expect(await download.closed).toMatchObject({ code: "ABORTED" });
    await expect(listAllVolumes(streams, pool)).resolves.not.toHaveLength(0);
  });

  it("wait for a slow reader instead of filling our memory", async () => {
    const size = 64 * MIB;
    const vol = await createVolume("slow", size);
    const download = await streams.openStream.storageVolDownload(whole(vol));
    const iterator = download.readable[Symbol.asyncIterator]();
    const first = await iterator.next();
    if (first.done) throw new Error("nothing came");
    while (streams.stats.bytesIn < 4 * MIB) await connection.remote.connectGetUri();
    // By now the stream has asked for a pause; a daemon that ignored it would send on meanwhile.
    for (let i = 0; i < 200; i++) await connection.remote.connectGetUri();
    expect(streams.stats.bytesIn).toBeLessThan(6 * MIB);
    const lengthOf = (item: Uint8Array | Hole) => (isHole(item) ? item.holeBytes : item.length);
    let total = lengthOf(first.value);
    for await (const item of download.readable) total += lengthOf(item);
    expect(total).toBe(size);
  });
});
