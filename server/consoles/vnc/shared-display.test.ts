import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { ConsoleSocket } from "../console-socket";
import { ConsoleEnd } from "../end";
import type { Room } from "../rooms/room";
import { Rooms } from "../rooms/rooms";
import { closeOf, RfbClient } from "../testing/rfb-client";
import { bell, cutText, extendedKeyEvent, keyEvent, pointerEvent } from "./rfb";
import { SharedDisplay } from "./shared-display";
import { FakeDisplay } from "./testing/fake-display";

const KEY_A = 0x61;
let fake: FakeDisplay;
let display: SharedDisplay;
let room: Room;
let server: WebSocketServer;
let seats = 0;

beforeEach(async () => {
  fake = await FakeDisplay.start();
  display = await SharedDisplay.open(await fake.dial(), Buffer.alloc(0));
  room = new Rooms().of({ uuid: "u", kind: "vnc", port: null });
  server = new WebSocketServer({ port: 0 });
  await once(server, "listening");
});

afterEach(() => {
  display.giveUp();
  fake.close();
  for (const client of server.clients) client.terminate();
  server.close();
});

/** A browser before the shared display. */
async function open(mayDrive = true) {
  const seatId = `seat-${seats++}`;
  const served = once(server, "connection");
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [ws] = await served;
  const console = new ConsoleSocket(ws);
  const end = (reason: ConsoleEnd) => console.end(reason);
  const arrival = { seatId, holderId: seatId, name: seatId, isGuest: false, mayDrive, end };
  display.join(console, room.join(arrival));
  console.signal.addEventListener("abort", () => room.leave(seatId, false));
  return { seatId, socket, console, client: await RfbClient.open(socket) };
}

/** Until the display has got everything that was sent before, by whoever drives. */
const arrived = (bytes: Buffer) =>
  vi.waitFor(() => expect(Buffer.from(fake.input).subarray(-bytes.length)).toEqual(bytes));

describe("one connection for all viewers", () => {
  test("everybody sees the same picture, and one that comes late as well", async () => {
    const first = await open();
    const before = await first.client.screen();
    fake.show(0x203040);
    await vi.waitFor(async () => expect(await first.client.screen()).not.toBe(before));
    const second = await open();
    expect(await second.client.screen()).toBe(await first.client.screen());
    expect(fake.connections).toBe(1);
  });

  test("a viewer that reads nothing holds up nobody, and nothing piles up for it", async () => {
    const stuck = await open();
    await stuck.client.screen();
    stuck.socket.pause();
    const quick = await open(false);
    let last = "";
    for (let frame = 1; frame <= 50; frame++) {
      fake.show(frame * 0x010203);
      stuck.client.send([3, 0, 0, 0, 0, 0, 0, 128, 0, 64]);
      const now = await vi.waitFor(async () => {
        const screen = await quick.client.screen();
        expect(screen).not.toBe(last);
        return screen;
      });
      last = now;
    }
    expect(stuck.console.bytesOut).toBeLessThan(4 << 20);
    stuck.socket.resume();
  });
});

describe("who drives is decided here", () => {
  test("nothing a viewer sends reaches the display; the driver's keys do", async () => {
    const driver = await open();
    const viewer = await open(false);
    const other = await open();
    for (const { client } of [viewer, other]) {
      client.press(KEY_A);
      client.send([...extendedKeyEvent(KEY_A, 30, true)]);
      client.send([...pointerEvent(1, 3, 3)]);
      client.send([...cutText(6, Buffer.from("x"))]);
      // It is answered after all of the above has been read.
      await client.screen();
    }
    const key = keyEvent(0x62, true);
    driver.client.send([...key]);
    await arrived(key);
    expect(Buffer.from(fake.input)).toEqual(key);
  });

  test("a hand-over counts from the next byte, and what was held down is let go", async () => {
    const ada = await open();
    const bob = await open();
    const down = [keyEvent(0xffe3, true), extendedKeyEvent(KEY_A, 30, true), pointerEvent(1, 5, 6)];
    ada.client.send([...Buffer.concat(down)]);
    await arrived(pointerEvent(1, 5, 6));
    room.give(bob.seatId, "takenOver", "bob");
    const up = [keyEvent(0xffe3, false), extendedKeyEvent(KEY_A, 30, false), pointerEvent(0, 5, 6)];
    await arrived(Buffer.concat(up));
    ada.client.press(KEY_A);
    await ada.client.screen();
    const key = keyEvent(0x7a, true);
    bob.client.send([...key]);
    await arrived(key);
    expect(Buffer.from(fake.input)).toEqual(Buffer.concat([...down, ...up, key]));
  });

  test("the bell and the guest's clipboard come to all", async () => {
    const all = [await open(), await open(false)];
    for (const { client } of all) await client.screen();
    const heard = all.map(({ socket }) => {
      const parts: Buffer[] = [];
      socket.on("message", (data) => parts.push(Buffer.from(data as Buffer)));
      return () => Buffer.concat(parts);
    });
    const said = Buffer.concat([bell(), cutText(3, Buffer.from("copied"))]);
    fake.say(said);
    await vi.waitFor(() => expect(heard.map((all) => all())).toEqual([said, said]));
  });
});

test("a display that ends ends all its viewers with one reason", async () => {
  const all = [await open(), await open(false)];
  const closed = all.map(({ socket }) => closeOf(socket));
  fake.close();
  expect((await display.over)?.end).toBe("displayClosed");
  display.endAll(new ConsoleEnd("machineStopped", "off"));
  expect(await Promise.all(closed)).toEqual([
    { code: 4002, reason: "off" },
    { code: 4002, reason: "off" },
  ]);
});
