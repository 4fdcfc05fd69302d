import type { VerbContext } from "../../api/context";
import { actorOf } from "../../audit/actor-of";
import { machineObject } from "../machine-object";
import type { SeatInput } from "../schema";
import { roomOfOwnSeat } from "./own-seat";

/** Takes control from whoever has it; a right of its own, recorded before it is done. */
export async function takeOver(ctx: VerbContext, input: SeatInput): Promise<void> {
  const room = roomOfOwnSeat(ctx, input);
  const displaced = room.view().seats.find((seat) => seat.drives);
  await ctx.runtime.audit.record({
    actor: actorOf(ctx),
    action: "console.takeOver",
    objects: [machineObject(ctx.runtime.fleet, input.machine.uuid)],
    decision: "allowed",
    before: { driver: displaced?.name ?? null },
  });
  roomOfOwnSeat(ctx, input).give(input.seatId, "takenOver", ctx.person.name);
}
