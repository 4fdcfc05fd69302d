import { describe, expect, it } from "vitest";
import { ProtocolError } from "../errors/errors";
import { bytes } from "../testing/bytes";
import { XdrReader } from "../xdr/reader";
import type { EventFilter, FamilyCalls } from "./event-families";
import { EventRouter } from "./event-router";
import type { EventFamily } from "./procedure";

const REMOTE_PROGRAM = 0x20008086;
const LIFECYCLE = 318;
const NETWORK_LIFECYCLE = 315;
const UUID = new Uint8Array(16).fill(7);
const DOM = { name: "web", uuid: UUID, id: 1 };

const lifecycle = (callbackId: number, event: number, name = "web") =>
  new XdrReader(bytes().u32(callbackId).text(name).fixed(UUID).u32(1, event, 0).build());
const network = (callbackId: number, event: number) =>
  new XdrReader(bytes().u32(callbackId).text("lan").fixed(UUID).u32(event, 0).build());

/** A daemon's side of registration, answered by hand. */
class Registrar {
  readonly asked: { family: string; eventId: number; filter: EventFilter }[] = [];
  readonly given: { family: string; callbackId: number }[] = [];
  private readonly answers: { resolve(id: number): void; reject(error: Error): void }[] = [];

  answer(callbackId: number): Promise<void> {
    this.answers.shift()?.resolve(callbackId);
    return new Promise((resolve) => setImmediate(resolve));
  }

  refuse(error: Error): void {
    this.answers.shift()?.reject(error);
  }

  families(): Record<EventFamily, FamilyCalls> {
    const of = (family: EventFamily): FamilyCalls => ({
      register: (eventId, filter) => {
        this.asked.push({ family, eventId, filter });
        return new Promise((resolve, reject) => this.answers.push({ resolve, reject }));
      },
      deregister: async (callbackId) => {
        this.given.push({ family, callbackId });
      },
    });
    return {
      domain: of("domain"),
      network: of("network"),
      storagePool: of("storagePool"),
      nodeDevice: of("nodeDevice"),
      secret: of("secret"),
      monitor: of("monitor"),
      connection: of("connection"),
    };
  }
}

function setUp() {
  const registrar = new Registrar();
  const handlerErrors: unknown[] = [];
  const router = new EventRouter(registrar.families(), (error) => handlerErrors.push(error));
  const tick = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { registrar, router, handlerErrors, tick };
}

describe("the event router", () => {
  it("tells families apart whose callback ids collide", async () => {
    const { registrar, router, tick } = setUp();
    const seen: string[] = [];
    const both = [
      router.subscribe("domainEventCallbackLifecycle", ({ msg }) => seen.push(`dom ${msg.event}`)),
      router.subscribe("networkEventLifecycle", ({ event }) => seen.push(`net ${event}`)),
    ];
    await tick();
    await registrar.answer(0);
    await registrar.answer(0);
    await Promise.all(both);
    router.deliver(REMOTE_PROGRAM, LIFECYCLE, lifecycle(0, 2));
    router.deliver(REMOTE_PROGRAM, NETWORK_LIFECYCLE, network(0, 3));
    expect(seen).toEqual(["dom 2", "net 3"]);
  });

  it("registers an event once and fans it out", async () => {
    const { registrar, router, tick } = setUp();
    const seen: string[] = [];
    const name = "domainEventCallbackLifecycle";
    const first = router.subscribe(name, () => seen.push("first"));
    const second = router.subscribe(name, () => seen.push("second"));
    await tick();
    await registrar.answer(5);
    const [leaveFirst, leaveSecond] = await Promise.all([first, second]);
    expect(registrar.asked).toHaveLength(1);
    router.deliver(REMOTE_PROGRAM, LIFECYCLE, lifecycle(5, 2));
    expect(seen).toEqual(["first", "second"]);
    await leaveFirst();
    expect(registrar.given).toEqual([]);
    await leaveSecond();
    expect(registrar.given).toEqual([{ family: "domain", callbackId: 5 }]);
  });

  it("registers an event of one object beside that of all objects", async () => {
    const { registrar, router, tick } = setUp();
    const seen: string[] = [];
    const name = "domainEventCallbackLifecycle";
    const all = router.subscribe(name, () => seen.push("all"));
    const one = router.subscribe(name, () => seen.push("one"), { dom: DOM });
    await tick();
    await registrar.answer(1);
    await registrar.answer(2);
    await Promise.all([all, one]);
    expect(registrar.asked.map(({ filter }) => filter.dom?.name)).toEqual([undefined, "web"]);
    router.deliver(REMOTE_PROGRAM, LIFECYCLE, lifecycle(2, 2));
    expect(seen).toEqual(["one"]);
  });

  it("keeps events that overtake the answer to their registration, in order", async () => {
    const { registrar, router, tick } = setUp();
    const seen: number[] = [];
    const ready = router.subscribe("domainEventCallbackLifecycle", ({ msg }) => {
      seen.push(msg.event);
    });
    await tick();
    router.deliver(REMOTE_PROGRAM, LIFECYCLE, lifecycle(4, 2));
    router.deliver(REMOTE_PROGRAM, LIFECYCLE, lifecycle(9, 8));
    router.deliver(REMOTE_PROGRAM, LIFECYCLE, lifecycle(4, 3));
    await registrar.answer(4);
    await ready;
    router.deliver(REMOTE_PROGRAM, LIFECYCLE, lifecycle(4, 5));
    expect(seen).toEqual([2, 3, 5]);
  });

  it("bounds what it keeps", async () => {
    const { registrar, router, tick } = setUp();
    const ready = router.subscribe("domainEventCallbackLifecycle", () => {});
    await tick();
    const flood = () => {
      const long = "x".repeat(1_000_000);
      for (let i = 0; i < 5; i++) {
        router.deliver(REMOTE_PROGRAM, LIFECYCLE, lifecycle(i, 0, long));
      }
    };
    expect(flood).toThrow(ProtocolError);
    await registrar.answer(77);
    await ready;
  });

  it("drops events nobody waits for", () => {
    const { router } = setUp();
    expect(router.deliver(REMOTE_PROGRAM, LIFECYCLE, lifecycle(3, 2))).toBe(true);
    expect(router.deliver(REMOTE_PROGRAM, 99_999, lifecycle(3, 2))).toBe(false);
  });

  it("registers anew after the last handler left and a new one came", async () => {
    const { registrar, router, tick } = setUp();
    const name = "domainEventCallbackLifecycle";
    const first = router.subscribe(name, () => {});
    await tick();
    await registrar.answer(1);
    await (await first)();
    const seen: number[] = [];
    const again = router.subscribe(name, ({ callbackId }) => seen.push(callbackId));
    await tick();
    await registrar.answer(2);
    await again;
    router.deliver(REMOTE_PROGRAM, LIFECYCLE, lifecycle(1, 0));
    router.deliver(REMOTE_PROGRAM, LIFECYCLE, lifecycle(2, 0));
    expect(seen).toEqual([2]);
  });

  it("rejects everyone who waits for a registration the daemon refuses, and can try again", async () => {
    const { registrar, router, tick } = setUp();
    const name = "domainEventCallbackLifecycle";
    const waiting = [router.subscribe(name, () => {}), router.subscribe(name, () => {})];
    const outcomes = Promise.allSettled(waiting);
    await tick();
    registrar.refuse(new Error("no"));
    expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const again = router.subscribe(name, () => {});
    await tick();
    await registrar.answer(1);
    await expect(again).resolves.toBeTypeOf("function");
  });

  it("lets a throwing handler disturb nobody", async () => {
    const { registrar, router, handlerErrors, tick } = setUp();
    const seen: string[] = [];
    const name = "domainEventCallbackLifecycle";
    const bad = router.subscribe(name, () => {
      throw new Error("mine");
    });
    const good = router.subscribe(name, () => seen.push("good"));
    await tick();
    await registrar.answer(1);
    await Promise.all([bad, good]);
    router.deliver(REMOTE_PROGRAM, LIFECYCLE, lifecycle(1, 2));
    expect(seen).toEqual(["good"]);
    expect(handlerErrors).toEqual([new Error("mine")]);
  });

  it("reports an event it cannot decode", async () => {
    const { registrar, router, tick } = setUp();
    const ready = router.subscribe("domainEventCallbackLifecycle", () => {});
    await tick();
    await registrar.answer(1);
    await ready;
    const short = new XdrReader(bytes().u32(1, 2).build());
    expect(() => router.deliver(REMOTE_PROGRAM, LIFECYCLE, short)).toThrow(ProtocolError);
  });
});
