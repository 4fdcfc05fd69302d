import type { FitAddon } from "@xterm/addon-fit";
import type { Terminal } from "@xterm/xterm";
import { problemOf } from "@/app/_components/problem-of";
import { type OpenConsoleInput, SerialOpened } from "@/server/consoles/schema";
import { type ApiClient, openSocket } from "./open-socket";
import { type ConsolePhase, phaseOfClose } from "./phase";
import { terminalTheme, watchTheme } from "./terminal-theme";

export interface SerialOptions {
  target: HTMLElement;
  client: ApiClient;
  input: OpenConsoleInput;
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
    const { client, input, onPhase } = this.#options;
    try {
      const [{ Terminal }, { FitAddon }] = await Promise.all([
        import("@xterm/xterm"),
        import("@xterm/addon-fit"),
      ]);
      if (this.#closed) return;
      this.#show(new Terminal(this.#terminalOptions()), new FitAddon());
      const socket = await openSocket(client, input);
      if (this.#closed) socket.close();
      else this.#attach(socket);
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
      disableStdin: this.#options.input.mode === "view",
      screenReaderMode: this.#screenReader,
      // A guest picks its colours for a dark screen; on a light one they must stay readable.
      minimumContrastRatio: 4.5,
      theme: terminalTheme(),
    };
  }

  #show(terminal: Terminal, fit: FitAddon): void {
    const { target, label, describedBy, input } = this.#options;
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
    if (input.mode === "view") return;
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
