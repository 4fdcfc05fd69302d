import type { ConsoleEnd } from "../end";
import type { ConsoleKind } from "../schema";

/** What a display or a line asks of a seat before it, at every key. */
export interface Driving {
  readonly drives: boolean;
  noteInput(): void;
  /** Called each time somebody stops driving from this seat. */
  onReleased(listener: () => void): void;
}

/** One console: what its viewers look at, wherever the machine runs. */
export interface RoomKey {
  uuid: string;
  kind: ConsoleKind;
  /** Null for a display. */
  port: number | null;
}

/** Who comes in. */
export interface Arrival {
  seatId: string;
  /** The session or guest link it came by: only that may act for the seat. */
  holderId: string;
  name: string;
  isGuest: boolean;
  mayDrive: boolean;
  /** Ends the connection. */
  end: (end: ConsoleEnd) => void;
}

export interface SeatView {
  id: string;
  name: string;
  isGuest: boolean;
  drives: boolean;
  mayDrive: boolean;
  /** Asks for control. */
  asks: boolean;
  sinceMs: number;
}

export const roomEventKinds = ["takenOver", "handedOver", "idle", "declined", "withdrawn"] as const;
export type RoomEventKind = (typeof roomEventKinds)[number];

/** What was done to a seat, told to that seat. */
export interface RoomEvent {
  /** Counts up within the room. */
  n: number;
  kind: RoomEventKind;
  seatId: string;
  /** Who did it; empty when nobody did. */
  by: string;
}

export interface RoomView {
  kind: ConsoleKind;
  port: number | null;
  seats: SeatView[];
  lastEvent: RoomEvent | null;
}

/** What one reader is told of a machine's consoles. */
export interface Presence {
  rooms: RoomView[];
  mayTakeOver: boolean;
}
