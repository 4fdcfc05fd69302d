import type { VerbContext } from "../../api/context";
import type { SeatInput } from "../schema";
import { roomOfOwnSeat } from "./own-seat";

/** Asks the driver for control; where nobody drives it is had at once. */
export function askControl(ctx: VerbContext, input: SeatInput): void {
  roomOfOwnSeat(ctx, input).ask(input.seatId);
}
