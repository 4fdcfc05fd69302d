import type { VerbContext } from "../../api/context";
import type { SeatInput } from "../schema";
import { roomOfDriver } from "./own-seat";

/** The driver goes on looking without driving. */
export function releaseControl(ctx: VerbContext, input: SeatInput): void {
  roomOfDriver(ctx, input).letGo();
}
