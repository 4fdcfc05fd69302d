import { z } from "zod";
import type { MachineAction } from "../../machines/schema";
import { MigrationTarget } from "../../migrations/schema";
import { AppError } from "../../problem";
import { MachinePath, MachinesQuery, NoBody, Nothing } from "../inputs";
import { MachineWithDetail } from "../inventory-outputs";
import { MachinePage, OperationWithSteps } from "../outputs";
import { route } from "../route";
import type { RouteId } from "../schema";
import { toPage } from "../to-page";

const location = ({ id }: { id: string }) => `/operations/${id}`;

const { machine: _machine, ...migration } = MigrationTarget.shape;

/** In paths words are parted by dashes. */
const powerWords: { action: MachineAction; word: string; id: RouteId }[] = [
  { action: "start", word: "start", id: "startMachine" },
  { action: "shutdown", word: "shutdown", id: "shutdownMachine" },
  { action: "reboot", word: "reboot", id: "rebootMachine" },
  { action: "reset", word: "reset", id: "resetMachine" },
  { action: "forceOff", word: "force-off", id: "forceOffMachine" },
  { action: "pause", word: "pause", id: "pauseMachine" },
  { action: "resume", word: "resume", id: "resumeMachine" },
];

export const machineRoutes = [
  route({
    id: "listMachines",
    method: "GET",
    path: "/machines",
    params: Nothing,
    query: MachinesQuery,
    body: NoBody,
    status: 200,
    output: MachinePage,
    handle: async ({ api, query }) => toPage(await api.machines.list(query)),
  }),
  route({
    id: "getMachine",
    method: "GET",
    path: "/machines/{hostId}/{uuid}",
    params: MachinePath,
    query: Nothing,
    body: NoBody,
    status: 200,
    output: MachineWithDetail,
    handle: ({ api, params }) => api.machines.get({ machine: params }),
  }),
  ...powerWords.map(({ action, word, id }) =>
    route({
      id,
      method: "POST",
      path: `/machines/{hostId}/{uuid}/${word}`,
      params: MachinePath,
      query: Nothing,
      body: Nothing.optional(),
      status: 202,
      output: OperationWithSteps,
      location,
      async handle({ api, params, intent }) {
        const [result] = await api.machines[action]({ machines: [params], intent });
        if (!result?.operationId) throw new AppError(result?.problem ?? { code: "internal" });
        return api.operations.get({ id: result.operationId });
      },
    }),
  ),
  route({
    id: "migrateMachine",
    method: "POST",
    path: "/machines/{hostId}/{uuid}/migrate",
    params: MachinePath,
    query: Nothing,
    body: z.strictObject(migration),
    status: 202,
    output: OperationWithSteps,
    location,
    async handle({ api, params, body, intent }) {
      const { id } = await api.migrations.start({ ...body, machine: params, intent });
      return api.operations.get({ id });
    },
  }),
];
