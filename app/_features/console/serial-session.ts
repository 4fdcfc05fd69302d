import type { FitAddon } from "@xterm/addon-fit";
import type { Terminal } from "@xterm/xterm";
import { problemOf } from "@/app/_components/problem-of";
import { SerialOpened } from "@/server/consoles/schema";
import type { ConsoleTicket } from "@/server/consoles/types";
import { openSocket } from "./open-socket";
import { type ConsolePhase, phaseOfClose } from "./phase";
import { terminalTheme, watchTheme } from "./terminal-theme";

export interface SerialOptions {
  target: HTMLElement;
  /** Gets the ticket of one connection. */
  askTicket: () => Promise<ConsoleTicket>;
  /** Where this connection sits before the console. */
  onSeat: (seatId: string) => void;
  label: string;
  describedBy: string;
  onPhase: (phase: ConsolePhase) => void;
  /** The line printed something. */
  onOutput: () => void;
}

const SCROLLBACK_LINES = 5_000;

/** One connection to a serial line and the terminal that shows it; the only place that knows xterm. */
export class SerialSession {
  readonly #options: SerialOptions;
  readonly #undo: (() => void)[] = [];
  #terminal: Terminal | undefined;
  #socket: WebSocket | undefined;
  #screenReader = false;
  #drives = false;
  #closed = false;

  constructor(options: SerialOptions) {
    this.#options = options;
    void this.#open();
  }

  close(): void {
    this.#closed = true;
    this.#socket?.close();
    for (const undo of this.#undo) undo();
    this.#terminal?.dispose();
  }

  focus(): void {
    this.#terminal?.focus();
  }

  clear(): void {
    this.#terminal?.clear();
    this.focus();
  }

  /** Whether keys are sent; the server has the last word on each of them. */
  drive(drives: boolean): void {
    this.#drives = drives;
    if (this.#terminal) this.#terminal.options.disableStdin = !drives;
  }

  screenReader(on: boolean): void {
    this.#screenReader = on;
    if (this.#terminal) this.#terminal.options.screenReaderMode = on;
  }

  /** What is selected, or all there is. */
  text(): string {
    const terminal = this.#terminal;
    if (!terminal) return "";
    if (terminal.hasSelection()) return terminal.getSelection();
    const { active } = terminal.buffer;
    const lines = Array.from({ length: active.length }, (_, row) =>
      active.getLine(row)?.translateToString(true),
    );
    return lines.join("\n").trimEnd();
  }

  /** A serial line cannot tell the guest its size; typing this into its shell can. */
  sendSize(): void {
    const terminal = this.#terminal;
    if (terminal) this.#send(`stty rows ${terminal.rows} cols ${terminal.cols}\r`);
    this.focus();
  }

  async #open(): Promise<void> {
    const { askTicket, onSeat, onPhase } = this.#options;
    try {
      const [{ Terminal }, { FitAddon }] = await Promise.all([
        import("@xterm/xterm"),
        import("@xterm/addon-fit"),
      ]);
      if (this.#closed) return;
      this.#show(new Terminal(this.#terminalOptions()), new FitAddon());
      const ticket = await askTicket();
      if (this.#closed) return;
      onSeat(ticket.seatId);
      this.#attach(openSocket(ticket));
    } catch (error) {
      if (!this.#closed) onPhase({ kind: "refused", problem: problemOf(error) });
    }
  }

  #terminalOptions() {
    return {
      fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Noto Sans Mono', monospace",
      fontSize: 13,
      cursorBlink: false,
      scrollback: SCROLLBACK_LINES,
      disableStdin: !this.#drives,
      screenReaderMode: this.#screenReader,
      // A guest picks its colours for a dark screen; on a light one they must stay readable.
      minimumContrastRatio: 4.5,
      theme: terminalTheme(),
    };
  }

  #show(terminal: Terminal, fit: FitAddon): void {
    const { target, label, describedBy } = this.#options;
    this.#terminal = terminal;
    terminal.loadAddon(fit);
    terminal.open(target);
    terminal.textarea?.setAttribute("aria-label", label);
    terminal.textarea?.setAttribute("aria-describedby", describedBy);
    const resized = new ResizeObserver(() => fit.fit());
    resized.observe(target);
    const stopTheme = watchTheme(() => {
      terminal.options.theme = terminalTheme();
    });
    this.#undo.push(() => resized.disconnect(), stopTheme);
    terminal.onData((text) => this.#send(text));
    terminal.onBinary((text) => this.#sendBytes(Uint8Array.from(text, (c) => c.charCodeAt(0))));
  }

  #attach(socket: WebSocket): void {
    const { onPhase, onOutput } = this.#options;
    this.#socket = socket;
    socket.addEventListener("close", (event) => {
      if (!this.#closed) onPhase(phaseOfClose(event.code, event.reason));
    });
    socket.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (this.#closed) return;
      if (data instanceof ArrayBuffer) {
        this.#terminal?.write(new Uint8Array(data));
        onOutput();
      } else if (typeof data === "string") {
        const { scrollbackBytes } = SerialOpened.parse(JSON.parse(data));
        onPhase({ kind: "live", sinceMs: Date.now(), scrollbackBytes });
        if (document.activeElement === document.body) this.focus();
      }
    });
  }

  #send(text: string): void {
    this.#sendBytes(new TextEncoder().encode(text));
  }

  #sendBytes(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }
}
