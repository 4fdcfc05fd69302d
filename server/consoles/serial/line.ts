import { isHole, type LibvirtStream } from "node-libvirt";
import type { ConsoleSocket } from "../console-socket";
import type { ConsoleEnd } from "../end";
import type { Driving } from "../rooms/types";
import { Scrollback } from "./scrollback";

const SCROLLBACK_BYTES = 65_536;
/** A page that is loaded again comes back within seconds; longer, and `virsh console` would be locked out for nothing. */
const LINGER_MS = 15_000;

/**
 * One open serial console. libvirt lets one client in at a time, so every browser that looks at the
 * same line shares this one stream; what it printed last greets whoever joins or comes back.
 */
export class SerialLine {
  /** Resolves when the line is over: given back by us (true) or ended by the other side (false). */
  readonly over: Promise<boolean>;
  private readonly stream: LibvirtStream;
  private readonly scrollback = new Scrollback(SCROLLBACK_BYTES);
  private readonly viewers = new Set<ConsoleSocket>();
  private linger: NodeJS.Timeout | undefined;
  private givenBack = false;
  private ended: ConsoleEnd | undefined;

  constructor(stream: LibvirtStream) {
    this.stream = stream;
    this.over = this.pump();
    this.waitForViewers();
  }

  /** Joins a browser: what it types goes in while it drives; what the line prints comes out. */
  join(socket: ConsoleSocket, seat: Driving): void {
    if (this.ended) socket.end(this.ended);
    if (socket.isOver) return;
    clearTimeout(this.linger);
    const past = this.scrollback.read();
    socket.sendText(JSON.stringify({ kind: "opened", scrollbackBytes: past.length }));
    socket.send(past);
    this.viewers.add(socket);
    socket.onBytes((bytes) => {
      if (!seat.drives) return;
      seat.noteInput();
      this.type(socket, bytes);
    });
    socket.signal.addEventListener("abort", () => this.leave(socket), { once: true });
  }

  giveBack(): void {
    this.givenBack = true;
    clearTimeout(this.linger);
    this.stream.abort();
  }

  private type(socket: ConsoleSocket, bytes: Buffer): void {
    socket.inputAtMs = Date.now();
    // A guest that reads nothing fills the way to it: the browser is held, nothing is stored.
    socket.holdUntil(this.stream.write(bytes));
  }

  private leave(socket: ConsoleSocket): void {
    this.viewers.delete(socket);
    if (this.viewers.size === 0 && !this.ended) this.waitForViewers();
  }

  private waitForViewers(): void {
    this.linger = setTimeout(() => this.giveBack(), LINGER_MS);
  }

  private async pump(): Promise<boolean> {
    try {
      for await (const item of this.stream.readable) {
        if (isHole(item)) continue;
        this.scrollback.push(item);
        for (const viewer of this.viewers) viewer.send(item);
        await Promise.all([...this.viewers].map((viewer) => viewer.roomy()));
      }
    } catch {
      // An abort by another client and a lost connection look alike here; the caller looks at the host.
    }
    clearTimeout(this.linger);
    return this.givenBack;
  }

  /** Ends every viewer with the same reason. */
  endAll(end: ConsoleEnd): void {
    this.ended = end;
    for (const viewer of [...this.viewers]) viewer.end(end);
  }
}
