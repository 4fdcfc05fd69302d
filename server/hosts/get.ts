import type { VerbContext } from "../api/context";
import type { HostDetail } from "../inventory/types";
import { AppError } from "../problem";

export async function getHost(_ctx: VerbContext, _input: { hostId: string }): Promise<HostDetail> {
  throw new AppError({ code: "internal" });
}
