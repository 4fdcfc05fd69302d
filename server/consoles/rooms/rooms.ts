import { Room } from "./room";
import type { RoomKey, RoomView } from "./types";

/** Every console somebody looks at, with who does. */
export class Rooms {
  private readonly rooms = new Map<string, Room>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /** The room, made if there is none. */
  of(key: RoomKey): Room {
    const name = nameOf(key);
    const known = this.rooms.get(name);
    if (known) return known;
    const room = new Room(key, () => this.changed(name, key), this.now);
    this.rooms.set(name, room);
    return room;
  }

  /** The room of a machine in which this seat is. */
  withSeat(uuid: string, seatId: string): Room | undefined {
    return this.ofMachine(uuid).find((room) => room.seat(seatId));
  }

  views(uuid: string): RoomView[] {
    return this.ofMachine(uuid).map((room) => room.view());
  }

  tick(): void {
    for (const room of [...this.rooms.values()]) room.tick();
  }

  /** Called after each change before one machine's consoles. Returns what stops the calls. */
  onChange(uuid: string, listener: () => void): () => void {
    const listeners = this.listeners.get(uuid) ?? new Set();
    this.listeners.set(uuid, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.listeners.delete(uuid);
    };
  }

  private ofMachine(uuid: string): Room[] {
    return [...this.rooms.values()].filter(({ key }) => key.uuid === uuid);
  }

  private changed(name: string, { uuid }: RoomKey): void {
    if (this.rooms.get(name)?.isEmpty) this.rooms.delete(name);
    for (const listener of this.listeners.get(uuid) ?? []) listener();
  }
}

const nameOf = ({ uuid, kind, port }: RoomKey): string => `${uuid}/${kind}/${port}`;
