import { expect, it } from "vitest";
import { HostTurns } from "./host-turns";

/** Work that says when it began and ends when told. */
function work(log: string[], name: string) {
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    end,
    run: async () => {
      log.push(name);
      await ended;
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it("as many as the width at one host, the rest in order, and hosts do not wait for each other", async () => {
  const turns = new HostTurns(2);
  const log: string[] = [];
  const { signal } = new AbortController();
  const works = ["a1", "a2", "a3", "a4"].map((name) => work(log, name));
  const done = works.map(({ run }) => turns.take("a", signal, run));
  const other = work(log, "b1");
  const otherDone = turns.take("b", signal, other.run);
  await settled();
  expect(log).toEqual(["a1", "a2", "b1"]);
  works[1]?.end();
  await settled();
  expect(log).toEqual(["a1", "a2", "b1", "a3"]);
  for (const { end } of [...works, other]) end();
  await Promise.all([...done, otherDone]);
  expect(log).toEqual(["a1", "a2", "b1", "a3", "a4"]);
});

it("work that throws, or was given up while it waited, hands its place on", async () => {
  const turns = new HostTurns(1);
  const log: string[] = [];
  const first = work(log, "first");
  const giveUp = new AbortController();
  const never = new AbortController().signal;
  const firstDone = turns.take("a", never, first.run);
  const second = turns.take("a", giveUp.signal, async () => log.push("second"));
  const third = turns.take("a", never, async () => log.push("third"));
  giveUp.abort(new Error("given up"));
  first.end();
  await firstDone;
  await expect(second).rejects.toThrow("given up");
  await third;
  expect(log).toEqual(["first", "third"]);
});
