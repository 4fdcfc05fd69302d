import { once } from "node:events";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { ConsoleSocket } from "../console-socket";
import { ConsoleEnd } from "../end";
import type { Driving } from "../rooms/types";
import { type DisplaySource, readInit, readNews } from "./display-messages";
import { DisplayReader } from "./display-reader";
import { Inflater } from "./inflater";
import { Picture } from "./picture";
import { PressedInput } from "./pressed-input";
import { encodings, setEncodings, setPixelFormat, updateRequest } from "./rfb";
import { Viewer } from "./viewer";

/** A page that is loaded again comes back within seconds. */
const LINGER_MS = 5_000;
/** A display gets a quarter of one core at most: a film in full screen slows down, the server does not. */
const REST_PER_WORK = 3;
const LONGEST_REST_MS = 500;

const wanted = [
  encodings.zrle,
  encodings.raw,
  encodings.desktopSize,
  encodings.cursor,
  encodings.extendedKeys,
  encodings.leds,
  encodings.compressionLevel2,
];

/**
 * A machine's display, connected once however many look at it. The server reads its picture and shows
 * it to each viewer at the viewer's own pace; keys and pointer come from whoever drives.
 */
export class SharedDisplay {
  /** Resolves when the connection is over: given up by us (undefined), or why it ended. */
  readonly over: Promise<ConsoleEnd | undefined>;
  private readonly link: Duplex;
  private readonly source: DisplaySource;
  private readonly viewers = new Set<Viewer>();
  private readonly sockets = new Set<ConsoleSocket>();
  private readonly pressed = new PressedInput();
  private linger: NodeJS.Timeout | undefined;
  private givenUp = false;
  private ended: ConsoleEnd | undefined;

  private constructor(link: Duplex, source: DisplaySource) {
    this.link = link;
    this.source = source;
    this.over = this.follow();
    this.waitForViewers();
  }

  /** Takes over a display that is signed in to; `rest` is what it sent beyond. */
  static async open(link: Duplex, rest: Buffer): Promise<SharedDisplay> {
    const reader = new DisplayReader(link.iterator({ destroyOnReturn: false }), rest);
    const source = { reader, inflater: new Inflater(), picture: new Picture() };
    // Shared: whoever else looks at it, past us, stays.
    link.write(Buffer.from([1]));
    await readInit(source);
    link.write(Buffer.concat([setPixelFormat(), setEncodings(wanted)]));
    return new SharedDisplay(link, source);
  }

  /** Shows it to a browser until that leaves. */
  join(socket: ConsoleSocket, seat: Driving): void {
    if (this.ended) socket.end(this.ended);
    if (socket.isOver) return;
    clearTimeout(this.linger);
    const { picture } = this.source;
    const onInput = (message: Buffer) => this.input(socket, message);
    const viewer = new Viewer({ socket, seat, picture, onInput });
    this.viewers.add(viewer);
    this.sockets.add(socket);
    seat.onReleased(() => this.send(this.pressed.letGo()));
    const leave = () => {
      this.viewers.delete(viewer);
      this.sockets.delete(socket);
      if (this.viewers.size === 0 && !this.ended) this.waitForViewers();
    };
    socket.signal.addEventListener("abort", leave, { once: true });
  }

  giveUp(): void {
    this.givenUp = true;
    clearTimeout(this.linger);
    this.link.destroy();
  }

  /** Ends every viewer with the same reason. */
  endAll(end: ConsoleEnd): void {
    this.ended = end;
    for (const socket of [...this.sockets]) socket.end(end);
  }

  private input(socket: ConsoleSocket, message: Buffer): void {
    this.pressed.note(message);
    // A display that reads nothing fills the way to it: the browser is held, nothing is stored.
    if (!this.send(message)) socket.holdUntil(drained(this.link));
  }

  private send(bytes: Buffer): boolean {
    return bytes.length === 0 || this.link.destroyed || this.link.write(bytes);
  }

  private waitForViewers(): void {
    this.linger = setTimeout(() => this.giveUp(), LINGER_MS);
  }

  private async follow(): Promise<ConsoleEnd | undefined> {
    const { inflater, picture } = this.source;
    try {
      let frame: unknown;
      for (;;) {
        this.send(updateRequest(picture.frame, picture.frame !== frame));
        frame = picture.frame;
        await this.untilPicture();
        const restMs = Math.min(LONGEST_REST_MS, picture.spentMs * REST_PER_WORK);
        picture.spentMs = 0;
        if (restMs >= 1) await sleep(restMs);
      }
    } catch (error) {
      const end = error instanceof ConsoleEnd ? error : new ConsoleEnd("internal", String(error));
      return this.givenUp ? undefined : end;
    } finally {
      clearTimeout(this.linger);
      inflater.close();
      this.link.destroy();
    }
  }

  /** Reads up to the next picture; what comes between goes to the viewers as well. */
  private async untilPicture(): Promise<void> {
    for (;;) {
      const news = await readNews(this.source);
      for (const viewer of this.viewers) {
        if (news.kind === "picture") viewer.offer();
        else if (news.kind === "bell") viewer.bell();
        else if (news.kind === "clipboard") viewer.clipboard(news.text);
      }
      if (news.kind === "picture") return;
    }
  }
}

/** Settles also when the display hangs up instead. */
async function drained(display: Duplex): Promise<void> {
  const stop = new AbortController();
  const { signal } = stop;
  const events = ["drain", "close"].map((event) => once(display, event, { signal }));
  await Promise.race(events).finally(() => stop.abort());
}
