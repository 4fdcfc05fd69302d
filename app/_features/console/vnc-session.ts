import type RFB from "@novnc/novnc";
import { problemOf } from "@/app/_components/problem-of";
import type { ConsoleTicket } from "@/server/consoles/types";
import type { KeyStroke } from "./key-strokes";
import { openSocket } from "./open-socket";
import { type ConsolePhase, phaseOfClose } from "./phase";
import { releaseKeysOnLeave } from "./release-keys";

export interface VncOptions {
  target: HTMLElement;
  /** Gets the ticket of one connection. */
  askTicket: () => Promise<ConsoleTicket>;
  /** Where this connection sits before the console. */
  onSeat: (seatId: string) => void;
  /** What a screen reader says about the screen, and the id of how to leave it. */
  label: string;
  describedBy?: string;
  onPhase: (phase: ConsolePhase) => void;
}

const SAMPLE_PIXELS = 32;

/** One connection to a display; the only place that knows noVNC. */
export class VncSession {
  readonly #options: VncOptions;
  #rfb: RFB | undefined;
  #fit = true;
  #drives = false;
  #stopReleasing = () => {};
  #closed = false;

  constructor(options: VncOptions) {
    this.#options = options;
    void this.#open();
  }

  close(): void {
    this.#closed = true;
    this.#stopReleasing();
    this.#rfb?.disconnect();
  }

  focus(): void {
    this.#rfb?.focus({ preventScroll: true });
  }

  fit(fit: boolean): void {
    this.#fit = fit;
    if (this.#rfb) this.#rfb.scaleViewport = fit;
  }

  /** Whether keys and pointer are sent; the server has the last word on each of them. */
  drive(drives: boolean): void {
    this.#drives = drives;
    if (this.#rfb) this.#rfb.viewOnly = !drives;
  }

  /** Puts a text into the guest's clipboard, where the guest shares one. */
  paste(text: string): void {
    this.#rfb?.clipboardPasteFrom(text);
    this.focus();
  }

  key([keysym, code]: KeyStroke, down: boolean): void {
    this.#rfb?.sendKey(keysym, code, down);
  }

  sendCtrlAltDel(): void {
    this.#rfb?.sendCtrlAltDel();
    this.focus();
  }

  /** Presses the keys in order and lets them go in the opposite one. */
  send(keys: readonly KeyStroke[]): void {
    for (const key of keys) this.key(key, true);
    for (const key of [...keys].reverse()) this.key(key, false);
    this.focus();
  }

  /** Nothing but black: a sleeping screen, or a guest that has drawn nothing yet. */
  isBlank(): boolean {
    const canvas = this.#options.target.querySelector("canvas");
    const sample = document.createElement("canvas");
    sample.width = SAMPLE_PIXELS;
    sample.height = SAMPLE_PIXELS;
    const context = sample.getContext("2d");
    if (!canvas?.width || !canvas.height || !context) return false;
    context.drawImage(canvas, 0, 0, SAMPLE_PIXELS, SAMPLE_PIXELS);
    const { data } = context.getImageData(0, 0, SAMPLE_PIXELS, SAMPLE_PIXELS);
    return data.every((value, index) => index % 4 === 3 || value < 4);
  }

  async #open(): Promise<void> {
    const { askTicket, onSeat, onPhase } = this.#options;
    try {
      // noVNC looks at the window while it loads, so it is never part of a page the server renders.
      const { default: Rfb } = await import("@novnc/novnc");
      if (this.#closed) return;
      const ticket = await askTicket();
      if (this.#closed) return;
      const socket = openSocket(ticket);
      onSeat(ticket.seatId);
      this.#attach(new Rfb(this.#options.target, socket, { shared: true }), socket);
    } catch (error) {
      if (!this.#closed) onPhase({ kind: "refused", problem: problemOf(error) });
    }
  }

  #attach(rfb: RFB, socket: WebSocket): void {
    const { label, describedBy, target, onPhase } = this.#options;
    this.#rfb = rfb;
    rfb.viewOnly = !this.#drives;
    rfb.scaleViewport = this.#fit;
    rfb.showDotCursor = true;
    rfb.background = "transparent";
    const canvas = target.querySelector("canvas");
    if (canvas) {
      canvas.tabIndex = 0;
      canvas.setAttribute("role", "application");
      canvas.setAttribute("aria-label", label);
      if (describedBy) canvas.setAttribute("aria-describedby", describedBy);
      this.#stopReleasing = releaseKeysOnLeave(canvas);
    }
    socket.addEventListener("close", (event) => {
      if (!this.#closed) onPhase(phaseOfClose(event.code, event.reason));
    });
    // noVNC takes a second goodbye for a mistake.
    rfb.addEventListener("disconnect", () => {
      this.#rfb = undefined;
    });
    rfb.addEventListener("connect", () => {
      if (this.#closed) return;
      onPhase({ kind: "live", sinceMs: Date.now(), scrollbackBytes: 0 });
      // Whoever is typing elsewhere keeps the focus.
      if (document.activeElement === document.body) this.focus();
    });
  }
}
