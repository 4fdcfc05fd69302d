import { createHash } from "node:crypto";
import { once } from "node:events";
import { WebSocket } from "ws";
import { CONSOLE_PROTOCOL, SerialOpened, TICKET_PROTOCOL_PREFIX } from "../schema";

export interface ConsoleAddress {
  url: string;
  ticket: string;
  seatId: string;
  cookie: string;
  origin: string;
}

/** A console's WebSocket as a browser opens it; the protocols may be overruled. */
export function openSocket(
  { url, ticket, cookie, origin }: ConsoleAddress,
  protocols = [CONSOLE_PROTOCOL, `${TICKET_PROTOCOL_PREFIX}${ticket}`],
): WebSocket {
  return new WebSocket(url, protocols, { headers: { cookie, origin } });
}

/** Resolves with the status of a refused upgrade; rejects when it was not refused. */
export function refusalOf(socket: WebSocket): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.once("unexpected-response", (request, response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    socket.once("open", () => reject(new Error("the upgrade was accepted")));
    socket.on("error", () => {});
  });
}

export async function closeOf(socket: WebSocket): Promise<{ code: number; reason: string }> {
  const [code, reason]: [number, Buffer] = await once(socket, "close").then(([c, r]) => [c, r]);
  return { code, reason: reason.toString() };
}

/** A serial console from the first message on. */
export class SerialClient {
  /** Resolves with the message that says the line is attached. */
  readonly attached: Promise<SerialOpened>;
  readonly closed: Promise<{ code: number; reason: string }>;
  private readonly socket: WebSocket;
  private readonly parts: Buffer[] = [];

  constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = closeOf(socket);
    this.attached = new Promise((resolve) => {
      socket.on("message", (data, isBinary) => {
        if (!isBinary) resolve(SerialOpened.parse(JSON.parse(String(data))));
        else if (Buffer.isBuffer(data)) this.parts.push(data);
      });
    });
  }

  get shown(): string {
    return Buffer.concat(this.parts).toString("latin1");
  }

  type(text: string): void {
    this.socket.send(Buffer.from(text));
  }

  close(): void {
    this.socket.close();
  }
}

/** Bytes of a WebSocket, read in exact numbers. */
class SocketReader {
  private bytes: Buffer = Buffer.alloc(0);
  private wake: () => void = () => {};
  private closed = false;

  constructor(socket: WebSocket) {
    socket.on("message", (data, isBinary) => {
      if (!isBinary || !Buffer.isBuffer(data)) return;
      this.bytes = Buffer.concat([this.bytes, data]);
      this.wake();
    });
    socket.on("close", () => {
      this.closed = true;
      this.wake();
    });
  }

  async take(count: number): Promise<Buffer> {
    while (this.bytes.length < count) {
      if (this.closed) throw new Error("the console was closed");
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const taken = this.bytes.subarray(0, count);
    this.bytes = this.bytes.subarray(count);
    return taken;
  }
}

/** The least VNC client that can see a screen and press a key. */
export class RfbClient {
  width = 0;
  height = 0;
  private frame = Buffer.alloc(0);
  private readonly socket: WebSocket;
  private readonly reader: SocketReader;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.reader = new SocketReader(socket);
  }

  /** Connects, through the handshake to the first screen size. */
  static async open(socket: WebSocket): Promise<RfbClient> {
    const client = new RfbClient(socket);
    await client.reader.take(12);
    client.send([...Buffer.from("RFB 003.008\n")]);
    const types = await client.reader.take(2);
    if (types[1] !== 1) throw new Error("the console asks for a password");
    client.send([1]);
    await client.reader.take(4);
    client.send([0]);
    const init = await client.reader.take(24);
    client.width = init.readUInt16BE(0);
    client.height = init.readUInt16BE(2);
    client.frame = Buffer.alloc(client.width * client.height * 4);
    await client.reader.take(init.readUInt32BE(20));
    client.send([2, 0, 0, 2, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0x21]);
    return client;
  }

  send(bytes: number[]): void {
    this.socket.send(Buffer.from(bytes));
  }

  press(keysym: number): void {
    for (const down of [1, 0]) {
      const message = Buffer.from([4, down, 0, 0, 0, 0, 0, 0]);
      message.writeUInt32BE(keysym, 4);
      this.socket.send(message);
    }
  }

  /** A digest of the whole screen as it is now. */
  async screen(): Promise<string> {
    return createHash("sha256")
      .update(await this.picture())
      .digest("hex");
  }

  /** The whole screen as it is now, four bytes a pixel. */
  async picture(): Promise<Buffer> {
    const request = Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    request.writeUInt16BE(this.width, 6);
    request.writeUInt16BE(this.height, 8);
    this.socket.send(request);
    let pixels = 0;
    while (pixels < this.width * this.height) pixels += await this.update();
    return Buffer.from(this.frame);
  }

  close(): void {
    this.socket.close();
  }

  /** One server message; the number of pixels it brought. */
  private async update(): Promise<number> {
    const [type] = await this.reader.take(1);
    if (type !== 0) throw new Error(`server message ${type}`);
    let pixels = 0;
    const count = (await this.reader.take(3)).readUInt16BE(1);
    for (let i = 0; i < count; i++) {
      const head = await this.reader.take(12);
      const [width, height] = [head.readUInt16BE(4), head.readUInt16BE(6)];
      const encoding = head.readInt32BE(8);
      if (encoding === -223) {
        this.width = width;
        this.height = height;
        this.frame = Buffer.alloc(width * height * 4);
        continue;
      }
      const bytes = await this.reader.take(width * height * 4);
      const [x, y] = [head.readUInt16BE(0), head.readUInt16BE(2)];
      for (let row = 0; row < height; row++) {
        const from = row * width * 4;
        bytes.copy(this.frame, ((y + row) * this.width + x) * 4, from, from + width * 4);
      }
      pixels += width * height;
    }
    return pixels;
  }
}
