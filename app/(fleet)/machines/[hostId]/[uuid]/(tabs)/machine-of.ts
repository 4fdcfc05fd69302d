import type { MachineKey } from "@/server/machines/schema";

export type MachineParams = Promise<{ hostId: string; uuid: string }>;

/** The machine that an address names. */
export async function machineOf(params: MachineParams): Promise<MachineKey> {
  const { hostId, uuid } = await params;
  return { hostId: decodeURIComponent(hostId), uuid: decodeURIComponent(uuid).toLowerCase() };
}
