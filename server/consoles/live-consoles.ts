import type { Access } from "../access/access-types";
import type { ConsoleSocket } from "./console-socket";
import { ConsoleEnd } from "./end";
import type { TicketGrant } from "./tickets";

const CHECK_MS = 1_000;
const MAX_CONSOLES = 512;
const MAX_OF_PERSON = 48;
const IDLE_MS = 60 * 60_000;
const LONGEST_MS = 12 * 60 * 60_000;

interface LiveConsole {
  socket: ConsoleSocket;
  grant: TicketGrant;
  openedAtMs: number;
}

/** Every open console: how many there may be, and when one has to go. */
export class LiveConsoles {
  private readonly access: Access;
  private readonly open = new Set<LiveConsole>();
  private timer: NodeJS.Timeout | undefined;
  private checking = false;

  constructor(access: Access) {
    this.access = access;
  }

  /** Why one more is too many, if it is. */
  refusal(personId: string): ConsoleEnd | undefined {
    const own = [...this.open].filter(({ grant }) => grant.personId === personId).length;
    const full = this.open.size >= MAX_CONSOLES || own >= MAX_OF_PERSON;
    return full ? new ConsoleEnd("tooMany", `${own} open`) : undefined;
  }

  add(entry: Omit<LiveConsole, "openedAtMs">): void {
    const console = { ...entry, openedAtMs: Date.now() };
    this.open.add(console);
    this.timer ??= setInterval(() => this.check(), CHECK_MS).unref();
    entry.socket.signal.addEventListener("abort", () => this.remove(console), { once: true });
  }

  endAll(end: ConsoleEnd): void {
    for (const { socket } of [...this.open]) socket.end(end);
  }

  private remove(console: LiveConsole): void {
    this.open.delete(console);
    if (this.open.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async check(): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    try {
      this.endOverdue(Date.now());
      await this.endSignedOut();
    } finally {
      this.checking = false;
    }
  }

  private endOverdue(nowMs: number): void {
    for (const { socket, grant, openedAtMs } of [...this.open]) {
      const idle = grant.mode === "control" && nowMs - socket.inputAtMs > IDLE_MS;
      if (idle || nowMs - openedAtMs > LONGEST_MS) socket.end(new ConsoleEnd("idle"));
    }
  }

  /** By id: a session's cookie changes at a step-up. */
  private async endSignedOut(): Promise<void> {
    const ids = new Set([...this.open].map(({ grant }) => grant.sessionId));
    const standing = await this.access.sessions.standing(ids).catch(() => undefined);
    // undefined = the database did not answer: that says nothing about the sessions.
    if (standing === undefined) return;
    for (const { socket, grant } of [...this.open])
      if (!standing.has(grant.sessionId)) socket.end(new ConsoleEnd("signedOut"));
  }
}
