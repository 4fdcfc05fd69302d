import { forceOffMachines } from "../../machines/force-off";
import { getMachine } from "../../machines/get";
import { getMachineXml } from "../../machines/get-xml";
import { listMachines } from "../../machines/list";
import { pauseMachines } from "../../machines/pause";
import { rebootMachines } from "../../machines/reboot";
import { resetMachines } from "../../machines/reset";
import { resumeMachines } from "../../machines/resume";
import { MachineActionInput, MachineInput, MachineListInput } from "../../machines/schema";
import { shutdownMachines } from "../../machines/shutdown";
import { startMachines } from "../../machines/start";
import { onMachine } from "../../rights/requirements";
import { eachProcedure, filteredProcedure, needing, router } from "../trpc";

const action = eachProcedure.input(MachineActionInput);
const view = ({ machine }: MachineInput) => [onMachine("machine.view", machine)];

export const machinesRouter = router({
  list: filteredProcedure
    .input(MachineListInput)
    .query(({ ctx, input }) => listMachines(ctx.verb, input)),
  get: needing(MachineInput, view).query(({ ctx, input }) => getMachine(ctx.verb, input)),
  xml: needing(MachineInput, view).query(({ ctx, input }) => getMachineXml(ctx.verb, input)),
  start: action.mutation(({ ctx, input }) => startMachines(ctx.verb, input)),
  shutdown: action.mutation(({ ctx, input }) => shutdownMachines(ctx.verb, input)),
  reboot: action.mutation(({ ctx, input }) => rebootMachines(ctx.verb, input)),
  reset: action.mutation(({ ctx, input }) => resetMachines(ctx.verb, input)),
  forceOff: action.mutation(({ ctx, input }) => forceOffMachines(ctx.verb, input)),
  pause: action.mutation(({ ctx, input }) => pauseMachines(ctx.verb, input)),
  resume: action.mutation(({ ctx, input }) => resumeMachines(ctx.verb, input)),
});
