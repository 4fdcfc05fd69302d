import { z } from "zod";
import { HostId } from "../../hosts/schema";
import { MachineInput } from "../../machines/schema";
import { onHost, onMachine } from "../../rights/requirements";
import { sightOf } from "../../rights/sight-of";
import { whileAllowed } from "../../rights/while-allowed";
import { filteredProcedure, needing, router } from "../trpc";

const WatchInput = z.strictObject({
  resume: z.strictObject({ epoch: z.string().max(64), version: z.number().int() }).optional(),
});

export const inventoryRouter = router({
  watch: filteredProcedure.input(WatchInput).subscription(({ ctx, input, signal }) =>
    ctx.verb.runtime.fleet.watch({
      ...(input.resume ? { resume: input.resume } : {}),
      signal: signal ?? AbortSignal.abort(),
      sight: sightOf(ctx.verb),
    }),
  ),
  machineSamples: needing(MachineInput, ({ machine }) => [
    onMachine("machine.stats", machine),
  ]).subscription(({ ctx, input, signal }) =>
    whileAllowed(ctx.verb, [onMachine("machine.stats", input.machine)], signal, (live) =>
      ctx.verb.runtime.fleet.watchMachine(input.machine, live),
    ),
  ),
  hostSamples: needing(HostId, ({ hostId }) => [onHost("host.view", hostId)]).subscription(
    ({ ctx, input, signal }) =>
      whileAllowed(ctx.verb, [onHost("host.view", input.hostId)], signal, (live) =>
        ctx.verb.runtime.fleet.watchHost(input.hostId, live),
      ),
  ),
});
