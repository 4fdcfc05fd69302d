import type { ConsoleSocket } from "../console-socket";
import type { Driving } from "../rooms/types";
import { BrowserHandshake } from "./browser-handshake";
import { ClientMessages } from "./client-messages";
import type { Framebuffer } from "./framebuffer";
import type { Picture } from "./picture";
import { bell, cutText, encodings, rectHead, serverInit, update } from "./rfb";

const nowhere = { x: 0, y: 0, width: 0, height: 0 };
/** What the display calls itself is a guest's text; the page names the machine. */
const NAME = "Flotilla";

export interface ViewerOptions {
  socket: ConsoleSocket;
  seat: Driving;
  picture: Picture;
  /** Takes one whole message of the driver's. */
  onInput: (message: Buffer) => void;
}

/**
 * One browser before a shared display. It asks for each update, and is sent what changed since its
 * last one in its latest state, so a slow one costs no memory and holds up nobody.
 */
export class Viewer {
  private readonly options: ViewerOptions;
  private readonly handshake = new BrowserHandshake();
  private readonly messages: ClientMessages;
  private known: ReadonlySet<number> = new Set();
  private isGreeted = false;
  private asked = false;
  private isWaiting = false;
  private frame: Framebuffer | undefined;
  private seen = 0;
  private cursor: Buffer | undefined;
  private leds: Buffer | undefined;
  private knowsKeys = false;

  constructor(options: ViewerOptions) {
    this.options = options;
    this.messages = new ClientMessages(() => options.seat.drives);
    options.socket.onBytes((bytes) => this.take(bytes));
    options.socket.send(this.handshake.greeting());
  }

  /** Sends what is new, if the browser asked for it and has room. */
  offer(): void {
    const { socket } = this.options;
    if (!this.asked || this.isWaiting || socket.isOver) return;
    if (socket.isFull) {
      this.isWaiting = true;
      void socket.roomy().then(() => {
        this.isWaiting = false;
        this.offer();
      });
      return;
    }
    const rects = this.news();
    if (rects.length === 0) return;
    this.asked = false;
    socket.send(update(rects));
  }

  bell(): void {
    if (this.isGreeted) this.options.socket.send(bell());
  }

  clipboard(text: Buffer): void {
    const { socket } = this.options;
    if (this.isGreeted && !socket.isFull) socket.send(cutText(3, text));
  }

  private take(bytes: Buffer): void {
    if (this.isGreeted) {
      this.obey(bytes);
      return;
    }
    const { socket, picture } = this.options;
    const { reply, done } = this.handshake.push(bytes);
    socket.send(reply);
    if (!done) return;
    this.isGreeted = true;
    this.frame = picture.frame;
    socket.send(serverInit(picture.frame, NAME));
    this.obey(done.rest);
  }

  private obey(bytes: Buffer): void {
    const { socket, seat, onInput } = this.options;
    for (const message of this.messages.push(bytes)) {
      if (message.kind === "encodings") {
        this.known = new Set(message.encodings);
      } else if (message.kind === "request") {
        this.asked = true;
        if (message.whole) this.seen = 0;
      } else if (seat.drives) {
        socket.inputAtMs = Date.now();
        seat.noteInput();
        onInput(message.bytes);
      }
    }
    this.offer();
  }

  private news(): Buffer[] {
    const { picture } = this.options;
    const rects: Buffer[] = [];
    if (!this.knowsKeys && picture.extendedKeys && this.known.has(encodings.extendedKeys)) {
      this.knowsKeys = true;
      rects.push(rectHead(nowhere, encodings.extendedKeys));
    }
    if (this.frame !== picture.frame) {
      this.frame = picture.frame;
      this.seen = 0;
      const { width, height } = picture.frame;
      rects.push(rectHead({ x: 0, y: 0, width, height }, encodings.desktopSize));
    }
    if (picture.cursor && this.cursor !== picture.cursor && this.known.has(encodings.cursor)) {
      this.cursor = picture.cursor;
      rects.push(picture.cursor);
    }
    if (picture.leds && this.leds !== picture.leds && this.known.has(encodings.leds)) {
      this.leds = picture.leds;
      rects.push(picture.leds);
    }
    const tiles = picture.frame.newerThan(this.seen);
    this.seen = picture.frame.change;
    const isTight = this.known.has(encodings.tight);
    for (const tile of tiles) rects.push(isTight ? picture.tight(tile) : picture.raw(tile));
    return rects;
  }
}
