import type { VerbContext } from "../api/context";
import type { HostDetail } from "../inventory/types";
import { AppError } from "../problem";

/** From the mirror: opening a page never waits for a host. */
export async function getHost(ctx: VerbContext, input: { hostId: string }): Promise<HostDetail> {
  const detail = ctx.runtime.fleet.hostDetail(input.hostId);
  if (!detail) throw new AppError({ code: "notFound" });
  return detail;
}
