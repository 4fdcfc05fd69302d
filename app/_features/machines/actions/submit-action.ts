import type { TRPCClient } from "@trpc/client";
import { fleet } from "@/app/_lib/fleet/store";
import { newIntent } from "@/app/_lib/intent-key";
import type { AppRouter } from "@/server/api/root";
import type { MachineAction } from "@/server/machines/schema";
import type { MachineActionResult } from "@/server/machines/types";
import { forgetAsked, markAsked } from "./pending";

/** As many machines as the server takes in one request. */
const BATCH = 500;

/**
 * Sends an action for machines that can take it. The rows show the transition at once; the answer says
 * which of them were refused after all.
 */
export async function submitAction(
  client: TRPCClient<AppRouter>,
  action: MachineAction,
  keys: readonly string[],
  reason = "",
): Promise<MachineActionResult[]> {
  const machines = keys.flatMap((key) => fleet.machines.get(key) ?? []);
  if (machines.length === 0) return [];
  const intent = newIntent();
  const why = reason.trim() === "" ? {} : { reason: reason.trim() };
  markAsked(keys, action);
  try {
    const results: MachineActionResult[] = [];
    for (let at = 0; at < machines.length; at += BATCH) {
      const part = machines.slice(at, at + BATCH).map(({ hostId, uuid }) => ({ hostId, uuid }));
      results.push(...(await client.machines[action].mutate({ machines: part, intent, ...why })));
    }
    forgetAsked(results.filter((r) => r.problem).map((r) => `${r.hostId}/${r.uuid}`));
    return results;
  } catch (error) {
    forgetAsked(keys);
    throw error;
  }
}
