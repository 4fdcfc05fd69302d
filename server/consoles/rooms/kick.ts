import type { VerbContext } from "../../api/context";
import { actorOf } from "../../audit/actor-of";
import { AppError } from "../../problem";
import { ConsoleEnd } from "../end";
import { machineObject } from "../machine-object";
import type { SeatInput } from "../schema";

/** Ends somebody else's console. */
export async function kick(ctx: VerbContext, { machine, seatId }: SeatInput): Promise<void> {
  const room = ctx.runtime.consoles.rooms.withSeat(machine.uuid, seatId);
  const seat = room?.seat(seatId);
  if (!room || !seat) throw new AppError({ code: "consoleLeft" });
  await ctx.runtime.audit.record({
    actor: actorOf(ctx),
    action: "console.kick",
    objects: [machineObject(ctx.runtime.fleet, machine.uuid)],
    decision: "allowed",
    after: { closed: seat.name, guest: seat.isGuest },
  });
  room.end(seatId, new ConsoleEnd("kicked", ctx.person.name));
}
