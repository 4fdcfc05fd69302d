import type RFB from "@novnc/novnc";
import { problemOf } from "@/app/_components/problem-of";
import type { OpenConsoleInput } from "@/server/consoles/schema";
import type { KeyStroke } from "./key-strokes";
import { type ApiClient, openSocket } from "./open-socket";
import { type ConsolePhase, phaseOfClose } from "./phase";
import { releaseKeys } from "./release-keys";

export interface VncOptions {
  target: HTMLElement;
  client: ApiClient;
  input: OpenConsoleInput;
  /** What a screen reader says about the screen, and the id of how to leave it. */
  label: string;
  describedBy: string;
  onPhase: (phase: ConsolePhase) => void;
}

const SAMPLE_PIXELS = 32;

/** One connection to a display; the only place that knows noVNC. */
export class VncSession {
  readonly #options: VncOptions;
  #rfb: RFB | undefined;
  #fit = true;
  #closed = false;

  constructor(options: VncOptions) {
    this.#options = options;
    void this.#open();
  }

  close(): void {
    this.#closed = true;
    this.#rfb?.disconnect();
  }

  focus(): void {
    this.#rfb?.focus({ preventScroll: true });
  }

  fit(fit: boolean): void {
    this.#fit = fit;
    if (this.#rfb) this.#rfb.scaleViewport = fit;
  }

  sendCtrlAltDel(): void {
    this.#rfb?.sendCtrlAltDel();
    this.focus();
  }

  /** Presses the keys in order and lets them go in the opposite one. */
  send(keys: readonly KeyStroke[]): void {
    for (const [keysym, code] of keys) this.#rfb?.sendKey(keysym, code, true);
    for (const [keysym, code] of [...keys].reverse()) this.#rfb?.sendKey(keysym, code, false);
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
    const { client, input, onPhase } = this.#options;
    try {
      // noVNC looks at the window while it loads, so it is never part of a page the server renders.
      const { default: Rfb } = await import("@novnc/novnc");
      if (this.#closed) return;
      const socket = await openSocket(client, input);
      if (this.#closed) socket.close();
      else this.#attach(new Rfb(this.#options.target, socket, { shared: true }), socket);
    } catch (error) {
      if (!this.#closed) onPhase({ kind: "refused", problem: problemOf(error) });
    }
  }

  #attach(rfb: RFB, socket: WebSocket): void {
    const { input, label, describedBy, target, onPhase } = this.#options;
    this.#rfb = rfb;
    rfb.viewOnly = input.mode === "view";
    rfb.scaleViewport = this.#fit;
    rfb.showDotCursor = true;
    rfb.background = "transparent";
    const canvas = target.querySelector("canvas");
    if (canvas) {
      canvas.tabIndex = 0;
      canvas.setAttribute("role", "application");
      canvas.setAttribute("aria-label", label);
      canvas.setAttribute("aria-describedby", describedBy);
      canvas.addEventListener("blur", releaseKeys);
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
