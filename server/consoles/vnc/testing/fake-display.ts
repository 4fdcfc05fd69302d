import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { encodings, rectHead, serverInit, update } from "../rfb";

const [WIDTH, HEIGHT] = [128, 64];

/** A display behind its handshake, over a real socket, that shows whole screens of one colour. */
export class FakeDisplay {
  /** What arrived besides requests for updates: the input. */
  readonly input: number[] = [];
  connections = 0;
  private readonly server: Server;
  private peer: Socket | undefined;
  private colour = 0x010101;
  private isAsked = false;
  private isNew = true;

  private constructor() {
    this.server = createServer((socket) => this.serve(socket));
  }

  static async start(): Promise<FakeDisplay> {
    const display = new FakeDisplay();
    display.server.listen(0, "127.0.0.1");
    await once(display.server, "listening");
    return display;
  }

  async dial(): Promise<Socket> {
    const socket = connect((this.server.address() as AddressInfo).port, "127.0.0.1");
    await once(socket, "connect");
    return socket;
  }

  show(colour: number): void {
    this.colour = colour;
    this.isNew = true;
    this.paint();
  }

  say(bytes: Buffer): void {
    this.peer?.write(bytes);
  }

  close(): void {
    this.peer?.destroy();
    this.server.close();
  }

  private serve(socket: Socket): void {
    this.connections += 1;
    this.peer = socket;
    socket.on("error", () => {});
    let held = Buffer.alloc(0);
    let isOpen = false;
    socket.on("data", (bytes) => {
      held = Buffer.concat([held, bytes]);
      if (!isOpen) {
        isOpen = true;
        held = held.subarray(1);
        socket.write(serverInit({ width: WIDTH, height: HEIGHT }, "fake"));
      }
      for (
        let length = lengthOf(held);
        length > 0 && held.length >= length;
        length = lengthOf(held)
      ) {
        this.take(held.subarray(0, length));
        held = held.subarray(length);
      }
    });
  }

  private take(message: Buffer): void {
    if (message[0] === 3) {
      this.isAsked = true;
      this.isNew ||= message[1] === 0;
      this.paint();
    } else if (message[0] !== 0 && message[0] !== 2) {
      this.input.push(...message);
    }
  }

  private paint(): void {
    if (!this.isAsked || !this.isNew) return;
    this.isAsked = false;
    this.isNew = false;
    const pixels = Buffer.alloc(WIDTH * HEIGHT * 4);
    for (let at = 0; at < pixels.length; at += 4) pixels.writeUInt32LE(this.colour, at);
    const head = rectHead({ x: 0, y: 0, width: WIDTH, height: HEIGHT }, encodings.raw);
    this.say(update([Buffer.concat([head, pixels])]));
  }
}

function lengthOf(message: Buffer): number {
  switch (message[0]) {
    case 0:
      return 20;
    case 2:
      return message.length < 4 ? 4 : 4 + 4 * message.readUInt16BE(2);
    case 3:
      return 10;
    case 4:
      return 8;
    case 5:
      return 6;
    case 6:
      return message.length < 8 ? 8 : 8 + message.readUInt32BE(4);
    case 255:
      return 12;
    default:
      return 0;
  }
}
