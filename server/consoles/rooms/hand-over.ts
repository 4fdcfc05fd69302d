import type { VerbContext } from "../../api/context";
import { AppError } from "../../problem";
import type { HandOverInput } from "../schema";
import { roomOfDriver } from "./own-seat";

/** The driver makes somebody else the driver. */
export function handOver(ctx: VerbContext, input: HandOverInput): void {
  const room = roomOfDriver(ctx, input);
  if (!room.seat(input.toSeatId)?.mayDrive) throw new AppError({ code: "consoleLeft" });
  room.give(input.toSeatId, "handedOver", ctx.person.name);
}
