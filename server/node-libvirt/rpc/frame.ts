import { ProtocolError } from "../errors/errors";
import { MAX_FRAME_BYTES } from "../xdr/limits";
import { HEADER_BYTES, PACKET_TYPE } from "./packet";

/**
 * Cuts a byte stream into messages.
 *
 * Each message begins with its length, that word included. A length outside header size .. 32 MiB
 * + 4 ends the connection at once: there is no way to find the next message. Nothing is allocated
 * on the strength of a length alone; chunks are kept as they came and joined when the message is
 * complete, so a peer that announces 32 MiB costs us what it has really sent.
 *
 * One irregularity: a message that passes file descriptors (type 4 and 5) is followed by one byte
 * per descriptor outside the length, because the sender needs something to attach them to. The
 * count is the first word of the payload. We cannot receive descriptors, but have to skip those
 * bytes to stay in step.
 */
const MAX_DESCRIPTORS = 32;

export class FrameSplitter {
  private chunks: Buffer[] = [];
  private held = 0;
  private skip = 0;
  private readonly onFrame: (frame: Buffer) => void;

  constructor(onFrame: (frame: Buffer) => void) {
    this.onFrame = onFrame;
  }

  /** Bytes of an incomplete message. */
  get buffered(): number {
    return this.held;
  }

  push(chunk: Buffer): void {
    let data = chunk;
    if (this.held > 0) {
      this.chunks.push(chunk);
      this.held += chunk.length;
      if (this.held < 4 || this.held < this.expected()) return;
      data = this.joined();
    }
    this.cut(data);
  }

  private cut(data: Buffer): void {
    let at = 0;
    for (;;) {
      const skipped = Math.min(this.skip, data.length - at);
      this.skip -= skipped;
      at += skipped;
      if (data.length - at < 4) break;
      const length = checkedLength(data.readUInt32BE(at));
      if (data.length - at < length) break;
      const frame = data.subarray(at, at + length);
      at += length;
      this.skip = trailingBytes(frame);
      this.onFrame(frame);
    }
    if (at === data.length) return;
    this.chunks.push(at === 0 ? data : data.subarray(at));
    this.held = data.length - at;
  }

  private joined(): Buffer {
    const data = Buffer.concat(this.chunks, this.held);
    this.chunks = [];
    this.held = 0;
    return data;
  }

  /** The announced length of the message being collected. */
  private expected(): number {
    const first = this.chunks[0];
    if (first && first.length >= 4) return checkedLength(first.readUInt32BE(0));
    const data = this.joined();
    this.chunks = [data];
    this.held = data.length;
    return checkedLength(data.readUInt32BE(0));
  }
}

function checkedLength(length: number): number {
  if (length < HEADER_BYTES || length > MAX_FRAME_BYTES) {
    throw new ProtocolError(`a message of ${length} bytes: the peer does not speak libvirt's RPC`);
  }
  return length;
}

function trailingBytes(frame: Buffer): number {
  const type = frame.readInt32BE(16);
  if (type !== PACKET_TYPE.replyWithDescriptors && type !== PACKET_TYPE.callWithDescriptors) {
    return 0;
  }
  const count = frame.length >= HEADER_BYTES + 4 ? frame.readUInt32BE(HEADER_BYTES) : 0;
  if (count > MAX_DESCRIPTORS) throw new ProtocolError(`${count} file descriptors in one message`);
  return count;
}
