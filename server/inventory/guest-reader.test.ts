import { TimeoutError } from "node-libvirt";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createGuestReader } from "./guest-reader";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

function fixture() {
  const asked: string[] = [];
  const errors: unknown[] = [];
  const answers = new Map<string, () => Promise<boolean>>();
  let connections = 0;
  let open = 0;
  let openMax = 0;
  const reader = createGuestReader<number>({
    async withConnection(run) {
      connections++;
      openMax = Math.max(openMax, ++open);
      try {
        await run(connections);
      } finally {
        open--;
      }
    },
    async read(_connection, uuid) {
      asked.push(uuid);
      return (await answers.get(uuid)?.()) ?? true;
    },
    wanted: (uuid) => !uuid.startsWith("no-agent"),
    onError: (error) => errors.push(error),
  });
  /** Considers them, and gives what was asked because of it. */
  const consider = async (...uuids: string[]): Promise<string[]> => {
    asked.length = 0;
    for (const uuid of uuids) reader.consider(uuid);
    await new Promise((resolve) => setImmediate(resolve));
    return [...asked];
  };
  const hang = async (): Promise<boolean> => {
    throw new TimeoutError("domainInterfaceAddresses", 8_000);
  };
  return {
    ...{ reader, asked, errors, answers, consider, hang },
    connections: () => connections,
    openMax: () => openMax,
  };
}

describe("guest reader", () => {
  it("asks one guest after the other, over one connection, and none that has nothing to tell", async () => {
    const { consider, connections, openMax } = fixture();
    expect(await consider("a", "b", "no-agent", "c")).toEqual(["a", "b", "c"]);
    expect([connections(), openMax()]).toEqual([1, 1]);
    expect(await consider("no-agent")).toEqual([]);
    expect(connections()).toBe(1);
  });

  it("gives the connection's place back in between when there are many", async () => {
    const { consider, connections, openMax } = fixture();
    const many = Array.from({ length: 60 }, (_, n) => `m${n}`);
    expect(await consider(...many)).toEqual(many);
    expect([connections(), openMax()]).toEqual([3, 1]);
  });

  it("asks again in minutes, sooner where something lacks, at once when something changed", async () => {
    const { reader, answers, consider } = fixture();
    answers.set("late", async () => false);
    await consider("a", "late");
    expect(await consider("a", "late")).toEqual([]);
    vi.advanceTimersByTime(MINUTE_MS);
    expect(await consider("a", "late")).toEqual(["late"]);
    reader.renew("a");
    expect(await consider("a")).toEqual(["a"]);
    vi.advanceTimersByTime(5 * MINUTE_MS);
    expect(await consider("a")).toEqual(["a"]);
  });

  it("leaves one that let the deadline pass alone, longer each time, whatever it does", async () => {
    const { reader, answers, consider, hang } = fixture();
    answers.set("evil", hang);
    expect(await consider("evil", "good")).toEqual(["evil", "good"]);
    for (let round = 0; round < 5; round++) {
      reader.renew("evil");
      expect(await consider("evil")).toEqual([]);
      vi.advanceTimersByTime(10 * MINUTE_MS);
    }
    vi.advanceTimersByTime(10 * MINUTE_MS);
    expect(await consider("evil")).toEqual(["evil"]);
    vi.advanceTimersByTime(HOUR_MS + MINUTE_MS);
    expect(await consider("evil")).toEqual([]);
    vi.advanceTimersByTime(HOUR_MS);
    expect(await consider("evil")).toEqual(["evil"]);
  });

  it("asks nobody on a host where two of them hang: each holds a worker of its daemon", async () => {
    const { answers, consider, hang } = fixture();
    answers.set("evil1", hang).set("evil2", hang).set("evil3", hang);
    expect(await consider("evil1", "evil2", "evil3", "good")).toEqual(["evil1", "evil2"]);
    expect(await consider("good")).toEqual([]);
    vi.advanceTimersByTime(HOUR_MS + MINUTE_MS);
    expect(await consider("good")).toEqual(["good"]);
  });

  it("goes on after an error of one, and gives up where there is no connection", async () => {
    const { answers, consider, errors } = fixture();
    answers.set("broken", async () => {
      throw new Error("not a guest's fault");
    });
    expect(await consider("broken", "good")).toEqual(["broken", "good"]);
    expect(errors).toHaveLength(1);
    const offline = createGuestReader<number>({
      withConnection: async () => {
        throw new Error("the host is not connected");
      },
      read: async () => true,
      wanted: () => true,
      onError: (error) => errors.push(error),
    });
    offline.consider("a");
    await new Promise((resolve) => setImmediate(resolve));
    expect(errors).toHaveLength(2);
  });
});
