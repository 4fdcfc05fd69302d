import { describe, expect, test } from "vitest";
import { AbortedError, ConnectionClosedError } from "../errors/errors";
import { Slots } from "./slots";

describe("Slots", () => {
  test("never more than the number at once, in the order asked", async () => {
    const slots = new Slots(2);
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    await Promise.all(
      [1, 2, 3, 4, 5].map(async (number) => {
        const giveBack = await slots.take();
        order.push(number);
        inside++;
        most = Math.max(most, inside);
        await Promise.resolve();
        inside--;
        giveBack();
        giveBack();
      }),
    );
    expect(order).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  test("one who gives up waiting does not take the place of the next", async () => {
    const slots = new Slots(1);
    const giveBack = await slots.take();
    const impatient = new AbortController();
    const first = slots.take(impatient.signal);
    const second = slots.take();
    impatient.abort();
    await expect(first).rejects.toBeInstanceOf(AbortedError);
    giveBack();
    await expect(second).resolves.toBeTypeOf("function");
    await expect(slots.take(impatient.signal)).rejects.toBeInstanceOf(AbortedError);
  });

  test("closing refuses those who wait and those who come later", async () => {
    const slots = new Slots(1);
    await slots.take();
    const waiting = slots.take();
    slots.close();
    await expect(waiting).rejects.toBeInstanceOf(ConnectionClosedError);
    await expect(slots.take()).rejects.toBeInstanceOf(ConnectionClosedError);
  });
});
