import type { VerbContext } from "../../api/context";
import { AppError } from "../../problem";
import type { SeatInput } from "../schema";
import type { Room } from "./room";

/** The room of a seat of this very session; nobody acts for another's seat. */
export function roomOfOwnSeat(ctx: VerbContext, { machine, seatId }: SeatInput): Room {
  const room = ctx.runtime.consoles.rooms.withSeat(machine.uuid, seatId);
  if (room?.seat(seatId)?.holderId !== ctx.sessionId) throw new AppError({ code: "consoleLeft" });
  return room;
}

/** The same for a seat that drives. */
export function roomOfDriver(ctx: VerbContext, input: SeatInput): Room {
  const room = roomOfOwnSeat(ctx, input);
  if (!room.drives(input.seatId)) throw new AppError({ code: "consoleNotDriving" });
  return room;
}
