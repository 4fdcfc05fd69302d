import type { VerbContext } from "../../api/context";
import type { HandOverInput } from "../schema";
import { roomOfDriver } from "./own-seat";

/** The driver says no to whoever asks. */
export function declineControl(ctx: VerbContext, input: HandOverInput): void {
  roomOfDriver(ctx, input).decline(input.toSeatId, ctx.person.name);
}
