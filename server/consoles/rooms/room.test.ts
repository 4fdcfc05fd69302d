import { beforeEach, describe, expect, test, vi } from "vitest";
import { ConsoleEnd } from "../end";
import type { Room } from "./room";
import { Rooms } from "./rooms";
import type { Driving } from "./types";

const key = { uuid: "0a0b0c0d-0000-4000-8000-000000000003", kind: "vnc", port: null } as const;
let nowMs: number;
let rooms: Rooms;
let room: Room;

beforeEach(() => {
  nowMs = 1_000_000;
  rooms = new Rooms(() => nowMs);
  room = rooms.of(key);
});

function enter(
  name: string,
  mayDrive = true,
  holderId = name,
): Driving & { end: (e: ConsoleEnd) => void } {
  const end = vi.fn();
  const driving = room.join({ seatId: name, holderId, name, isGuest: false, mayDrive, end });
  return Object.assign(driving, { end });
}

const driver = () => room.view().seats.find((seat) => seat.drives)?.name;

describe("exactly one drives", () => {
  test("the first who may, and nobody else by coming later", () => {
    const viewer = enter("vera", false);
    const ada = enter("ada");
    const bob = enter("bob");
    expect([viewer.drives, ada.drives, bob.drives]).toEqual([false, true, false]);
  });

  test("whoever asks gets it when the driver hands over, lets go or leaves, first come first served", () => {
    enter("ada");
    enter("bob");
    enter("cem");
    room.ask("bob");
    room.ask("cem");
    expect(driver()).toBe("ada");
    room.give("cem", "handedOver", "ada");
    expect(driver()).toBe("cem");
    room.letGo();
    expect(driver()).toBe("bob");
    room.ask("ada");
    room.leave("bob", false);
    expect(driver()).toBe("ada");
  });

  test("where nobody drives, asking is having", () => {
    enter("ada");
    enter("bob");
    room.letGo();
    expect(driver()).toBeUndefined();
    room.ask("bob");
    expect(driver()).toBe("bob");
  });

  test("who only looks never drives, whatever is tried", () => {
    enter("vera", false);
    room.ask("vera");
    room.give("vera", "handedOver", "ada");
    room.give("vera", "takenOver", "ada");
    expect(driver()).toBeUndefined();
  });

  test("the displaced is told by whom, and its keys are let go", () => {
    const ada = enter("ada");
    const released = vi.fn();
    ada.onReleased(released);
    enter("bob");
    room.give("bob", "takenOver", "bob");
    expect(released).toHaveBeenCalledOnce();
    expect(room.view().lastEvent).toMatchObject({ kind: "takenOver", seatId: "ada", by: "bob" });
  });
});

describe("a driver who does nothing", () => {
  test("gives way to whoever asks after a minute, and to nobody after ten", () => {
    const ada = enter("ada");
    enter("bob");
    nowMs += 59_000;
    ada.noteInput();
    room.ask("bob");
    nowMs += 59_000;
    room.tick();
    expect(driver()).toBe("ada");
    nowMs += 1_000;
    room.tick();
    expect(driver()).toBe("bob");
    nowMs += 599_999;
    room.tick();
    expect(driver()).toBe("bob");
    nowMs += 1;
    room.tick();
    expect(driver()).toBeUndefined();
    expect(room.view().lastEvent).toMatchObject({ kind: "idle", seatId: "bob" });
  });
});

describe("a machine that moves", () => {
  test("keeps its driver's seat for the same session, for twenty seconds", () => {
    enter("ada", true, "session-a");
    enter("bob", true, "session-b");
    room.ask("bob");
    room.leave("bob", true);
    room.leave("ada", true);
    const back = rooms.of(key);
    expect(back).toBe(room);
    room.join({ ...arrival("bob2", "session-b") });
    expect(driver()).toBeUndefined();
    room.join({ ...arrival("ada2", "session-a") });
    expect(driver()).toBe("ada2");
  });

  test("a driver who does not come back loses it to whoever asks", () => {
    enter("ada", true, "session-a");
    enter("bob", true, "session-b");
    room.leave("ada", true);
    room.ask("bob");
    expect(driver()).toBeUndefined();
    nowMs += 20_000;
    room.tick();
    expect(driver()).toBe("bob");
  });

  const arrival = (seatId: string, holderId: string) => ({
    seatId,
    holderId,
    name: seatId,
    isGuest: false,
    mayDrive: true,
    end: () => {},
  });
});

test("a right that is withdrawn ends the driving at once, and the seat stays", () => {
  const ada = enter("ada");
  room.mayNotDrive("ada");
  expect(ada.drives).toBe(false);
  room.ask("ada");
  expect(room.view().seats).toMatchObject([{ name: "ada", drives: false, mayDrive: false }]);
});

test("who is closed gets the reason; an empty room is forgotten", () => {
  const ada = enter("ada");
  room.end("ada", new ConsoleEnd("kicked", "bob"));
  expect(ada.end).toHaveBeenCalledWith(expect.objectContaining({ end: "kicked", message: "bob" }));
  room.leave("ada", false);
  expect(rooms.views(key.uuid)).toEqual([]);
  expect(rooms.of(key)).not.toBe(room);
});
