import { z } from "zod";
import { HostId } from "../../hosts/schema";
import { MachineInput } from "../../machines/schema";
import { procedure, router } from "../trpc";

const WatchInput = z.strictObject({
  resume: z.strictObject({ epoch: z.string().max(64), version: z.number().int() }).optional(),
});

export const inventoryRouter = router({
  watch: procedure.input(WatchInput).subscription(({ ctx, input, signal }) =>
    ctx.verb.runtime.fleet.watch({
      ...(input.resume ? { resume: input.resume } : {}),
      signal: signal ?? AbortSignal.abort(),
    }),
  ),
  machineSamples: procedure
    .input(MachineInput)
    .subscription(({ ctx, input, signal }) =>
      ctx.verb.runtime.fleet.watchMachine(input.machine, signal ?? AbortSignal.abort()),
    ),
  hostSamples: procedure
    .input(HostId)
    .subscription(({ ctx, input, signal }) =>
      ctx.verb.runtime.fleet.watchHost(input.hostId, signal ?? AbortSignal.abort()),
    ),
});
