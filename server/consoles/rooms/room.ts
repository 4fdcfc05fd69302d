import type { ConsoleEnd } from "../end";
import type { Arrival, Driving, RoomEvent, RoomEventKind, RoomKey, RoomView } from "./types";

/** A driver who does nothing for this long gives way to whoever asks. */
const YIELDS_AFTER_MS = 60_000;
/** And for this long, to nobody in particular. */
const RELEASED_AFTER_MS = 10 * 60_000;
/** A page follows its machine to another host, or is loaded again, within this time. */
const KEPT_MS = 20_000;

interface Seat extends Arrival {
  sinceMs: number;
  inputAtMs: number;
  released: () => void;
}

/**
 * The people before one console. At most one of them drives; every change of that takes effect at the
 * next byte, for bridges ask the seat and not the browser.
 */
export class Room {
  readonly key: RoomKey;
  private readonly seats = new Map<string, Seat>();
  private readonly onChange: () => void;
  private readonly now: () => number;
  private driver: Seat | undefined;
  /** Seats that ask for control, the first to ask first. */
  private asking: string[] = [];
  private lastEvent: RoomEvent | null = null;
  /** Whose driver's seat is kept while its page follows the machine. */
  private kept: { holderId: string; untilMs: number } | undefined;

  constructor(key: RoomKey, onChange: () => void, now: () => number) {
    this.key = key;
    this.onChange = onChange;
    this.now = now;
  }

  get isEmpty(): boolean {
    return this.seats.size === 0 && !this.keeper();
  }

  join(arrival: Arrival): Driving {
    const seat: Seat = {
      ...arrival,
      sinceMs: this.now(),
      inputAtMs: this.now(),
      released: () => {},
    };
    this.seats.set(seat.seatId, seat);
    const keeper = this.keeper();
    const isFree = !this.driver && (keeper === undefined || keeper === seat.holderId);
    if (seat.mayDrive && isFree) this.drive(seat);
    this.onChange();
    const drives = () => this.driver === seat;
    return {
      get drives() {
        return drives();
      },
      noteInput: () => {
        seat.inputAtMs = this.now();
      },
      onReleased: (listener) => {
        seat.released = listener;
      },
    };
  }

  /** `follows`: the machine has moved and the same person will be back on the other host. */
  leave(seatId: string, follows: boolean): void {
    const seat = this.seats.get(seatId);
    if (!seat) return;
    this.seats.delete(seatId);
    this.asking = this.asking.filter((id) => id !== seatId);
    if (this.driver === seat) {
      this.release();
      if (follows) this.kept = { holderId: seat.holderId, untilMs: this.now() + KEPT_MS };
      else this.driveNext();
    }
    this.onChange();
  }

  seat(seatId: string): Readonly<Arrival> | undefined {
    return this.seats.get(seatId);
  }

  drives(seatId: string): boolean {
    return this.driver?.seatId === seatId;
  }

  /** Asks for control, which is given at once where nobody drives. */
  ask(seatId: string): void {
    const seat = this.seats.get(seatId);
    if (!seat?.mayDrive || this.driver === seat) return;
    if (!this.asking.includes(seatId)) this.asking.push(seatId);
    if (!this.driver) this.driveNext();
    this.onChange();
  }

  decline(seatId: string, by: string): void {
    this.asking = this.asking.filter((id) => id !== seatId);
    this.tell("declined", seatId, by);
  }

  /** The driver lets go; whoever asked first drives next. */
  letGo(): void {
    this.release();
    this.driveNext();
    this.onChange();
  }

  /** Makes a seat the driver's, and tells whom that concerns. */
  give(seatId: string, how: "takenOver" | "handedOver", by: string): void {
    const seat = this.seats.get(seatId);
    if (!seat?.mayDrive || this.driver === seat) return;
    const displaced = this.driver?.seatId;
    this.drive(seat);
    const concerned = how === "takenOver" ? displaced : seatId;
    if (concerned === undefined) this.onChange();
    else this.tell(how, concerned, by);
  }

  /** A right that was withdrawn: the seat looks on, and touches nothing from now. */
  mayNotDrive(seatId: string): void {
    const seat = this.seats.get(seatId);
    if (!seat?.mayDrive) return;
    seat.mayDrive = false;
    this.asking = this.asking.filter((id) => id !== seatId);
    if (this.driver === seat) {
      this.release();
      this.driveNext();
    }
    this.tell("withdrawn", seatId, "");
  }

  end(seatId: string, end: ConsoleEnd): void {
    this.seats.get(seatId)?.end(end);
  }

  /** Called about every second. */
  tick(): void {
    if (this.kept && !this.keeper()) {
      this.kept = undefined;
      if (!this.driver) this.driveNext();
      this.onChange();
    }
    const { driver } = this;
    if (!driver) return;
    const idleMs = this.now() - driver.inputAtMs;
    const isAsked = this.asking.length > 0;
    if (idleMs < (isAsked ? YIELDS_AFTER_MS : RELEASED_AFTER_MS)) return;
    this.release();
    this.driveNext();
    this.tell("idle", driver.seatId, "");
  }

  view(): RoomView {
    const seats = [...this.seats.values()].map((seat) => ({
      id: seat.seatId,
      name: seat.name,
      isGuest: seat.isGuest,
      drives: this.driver === seat,
      mayDrive: seat.mayDrive,
      asks: this.asking.includes(seat.seatId),
      sinceMs: seat.sinceMs,
    }));
    return { kind: this.key.kind, port: this.key.port, seats, lastEvent: this.lastEvent };
  }

  private drive(seat: Seat): void {
    this.release();
    this.kept = undefined;
    this.driver = seat;
    seat.inputAtMs = this.now();
    this.asking = this.asking.filter((id) => id !== seat.seatId);
  }

  private release(): void {
    const { driver } = this;
    this.driver = undefined;
    driver?.released();
  }

  private driveNext(): void {
    const next = this.seats.get(this.asking[0] ?? "");
    if (next && !this.keeper()) this.drive(next);
  }

  private keeper(): string | undefined {
    return this.kept && this.now() < this.kept.untilMs ? this.kept.holderId : undefined;
  }

  private tell(kind: RoomEventKind, seatId: string, by: string): void {
    this.lastEvent = { n: (this.lastEvent?.n ?? 0) + 1, kind, seatId, by };
    this.onChange();
  }
}
