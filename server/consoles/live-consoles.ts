import type { Access } from "../access/access-types";
import type { RightsBook } from "../rights/types";
import { consoleRight } from "./console-rights";
import type { ConsoleSocket } from "./console-socket";
import { ConsoleEnd } from "./end";
import type { Rooms } from "./rooms/rooms";
import { holderIdOf, type TicketGrant } from "./tickets";

const CHECK_MS = 1_000;
const MAX_CONSOLES = 512;
const MAX_OF_HOLDER = 48;
const IDLE_MS = 60 * 60_000;
const LONGEST_MS = 12 * 60 * 60_000;

export interface LiveConsole {
  socket: ConsoleSocket;
  grant: TicketGrant;
  sourceIp: string;
}

interface Keepers {
  access: Access;
  rights: RightsBook;
  rooms: Rooms;
}

/** Every open console: how many there may be, and when one has to go. */
export class LiveConsoles {
  private readonly keepers: Keepers;
  private readonly open = new Map<LiveConsole, number>();
  private timer: NodeJS.Timeout | undefined;
  private checking = false;

  constructor(keepers: Keepers) {
    this.keepers = keepers;
    keepers.rights.onChange(() => this.endWithdrawn());
  }

  /** Why one more is too many, if it is. */
  refusal(grant: TicketGrant): ConsoleEnd | undefined {
    const own = [...this.open.keys()].filter((other) => ownerOf(other.grant) === ownerOf(grant));
    const full = this.open.size >= MAX_CONSOLES || own.length >= MAX_OF_HOLDER;
    return full ? new ConsoleEnd("tooMany", `${own.length} open`) : undefined;
  }

  add(console: LiveConsole): void {
    this.open.set(console, Date.now());
    this.timer ??= setInterval(() => this.check(), CHECK_MS).unref();
    console.socket.signal.addEventListener("abort", () => this.remove(console), { once: true });
  }

  endAll(end: ConsoleEnd): void {
    for (const { socket } of [...this.open.keys()]) socket.end(end);
  }

  endGuestsOf(linkId: string): void {
    for (const { socket, grant } of [...this.open.keys()]) {
      const { holder } = grant;
      if (holder.kind === "guest" && holder.linkId === linkId) {
        socket.end(new ConsoleEnd("guestOver"));
      }
    }
  }

  private remove(console: LiveConsole): void {
    this.open.delete(console);
    if (this.open.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async check(): Promise<void> {
    this.keepers.rooms.tick();
    if (this.checking) return;
    this.checking = true;
    try {
      this.endOverdue(Date.now());
      await this.endSignedOut();
    } finally {
      this.checking = false;
    }
  }

  /** At once, when any right changes: who may not look is cut, who may not drive only looks on. */
  private endWithdrawn(): void {
    const { rights, rooms } = this.keepers;
    for (const { socket, grant } of [...this.open.keys()]) {
      const right = consoleRight(rights, grant);
      const isGuest = grant.holder.kind === "guest";
      if (right === "none") socket.end(new ConsoleEnd(isGuest ? "guestOver" : "withdrawn"));
      else if (right === "view")
        rooms.withSeat(grant.uuid, grant.seatId)?.mayNotDrive(grant.seatId);
    }
  }

  private endOverdue(nowMs: number): void {
    for (const [{ socket, grant }, openedAtMs] of [...this.open]) {
      const { holder, mode } = grant;
      const idle = mode === "control" && nowMs - socket.inputAtMs > IDLE_MS;
      if (idle || nowMs - openedAtMs > LONGEST_MS) socket.end(new ConsoleEnd("idle"));
      if (holder.kind === "guest" && nowMs >= holder.expiresAtMs) {
        socket.end(new ConsoleEnd("guestOver"));
      }
    }
  }

  /** By id: a session's cookie changes at a step-up. */
  private async endSignedOut(): Promise<void> {
    const ids = new Set(
      [...this.open.keys()].flatMap(({ grant: { holder } }) =>
        holder.kind === "person" ? [holder.sessionId] : [],
      ),
    );
    const standing = await this.keepers.access.sessions.standing(ids).catch(() => undefined);
    // undefined = the database did not answer: that says nothing about the sessions.
    if (standing === undefined) return;
    for (const { socket, grant } of [...this.open.keys()])
      if (grant.holder.kind === "person" && !standing.has(grant.holder.sessionId))
        socket.end(new ConsoleEnd("signedOut"));
  }
}

/** A person's consoles count together over all sessions, a link's over all who use it. */
const ownerOf = ({ holder }: TicketGrant): string =>
  holder.kind === "person" ? holder.personId : holderIdOf(holder);
