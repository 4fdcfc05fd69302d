import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { requireReason } from "../audit/require-reason";
import { isDatabaseAway } from "../db/until-free";
import { kindRights } from "../operations/kind-rights";
import type { OperationView } from "../operations/types";
import { isTerminal } from "../operations/types";
import { AppError, type Problem } from "../problem";
import { DeniedError } from "../rights/denied";
import { onMachine } from "../rights/requirements";
import { machineCapability, yieldsTo } from "./capability";
import { powerCommand } from "./command";
import type { MachineAction, MachineActionInput, MachineKey } from "./schema";
import type { MachineActionResult } from "./types";

/** Each machine its own operation or its own reason: one refusal never fails the rest. */
export async function actOnMachines(
  ctx: VerbContext,
  action: MachineAction,
  input: MachineActionInput,
): Promise<MachineActionResult[]> {
  const { machines, ...given } = input;
  requireReason(ctx.runtime, `machine.${action}`, given.reason);
  const results: MachineActionResult[] = [];
  const denied: DeniedError[] = [];
  for (const machine of machines) {
    try {
      const operation = await actOnOne(ctx, action, { machine, ...given });
      results.push({ ...machine, operationId: operation.id, problem: null });
    } catch (error) {
      if (error instanceof DeniedError) denied.push(error);
      results.push({ ...machine, operationId: null, problem: refusal(ctx, error) });
    }
  }
  noteDenied(ctx, action, denied);
  return results;
}

/** The call as a whole is one entry of the audit, with every machine it was refused for. */
function noteDenied(ctx: VerbContext, action: MachineAction, denied: DeniedError[]): void {
  const [first] = denied;
  if (!first) return;
  const { runtime } = ctx;
  runtime.denials.note({
    actor: actorOf(ctx),
    call: `machines.${action}`,
    action: first.requirement.action,
    objects: denied.flatMap(({ requirement: { object } }) =>
      object.kind === "machine"
        ? {
            kind: "machine",
            id: object.uuid,
            name: runtime.fleet.machinesByUuid(object.uuid)[0]?.name ?? object.uuid,
          }
        : [],
    ),
    problem: first.problem,
  });
}

interface One {
  machine: MachineKey;
  intent: string;
  reason?: string | undefined;
}

async function actOnOne(
  ctx: VerbContext,
  action: MachineAction,
  { machine, intent, reason }: One,
): Promise<OperationView> {
  const { fleet, operations } = ctx.runtime;
  ctx.rights.require([onMachine(kindRights[`machine.${action}`], machine)]);
  const row = fleet.machine(machine);
  if (!row) throw new AppError({ code: "machineGone", params: { uuid: machine.uuid } });
  const host = fleet.host(machine.hostId);
  await endWait(ctx, action, machine);
  return operations.begin({
    kind: `machine.${action}`,
    intent,
    by: actorOf(ctx),
    reason,
    target: { ...machine, name: row.name, hostName: host?.name ?? null },
    locks: [`machine:${machine.uuid}`],
    params: { machine, name: row.name },
    command: powerCommand(action, { uri: host?.uri ?? "", name: row.name, uuid: machine.uuid }),
    guard: () => {
      const able = machineCapability(action, {
        row: fleet.machine(machine) ?? row,
        hostLink: fleet.host(machine.hostId)?.link ?? "disabled",
        hostName: host?.name,
        busyWith: operations.openOn(machine),
      });
      if (!able.allowed) throw new AppError(able.problem);
    },
  });
}

/** Force off in the middle of a polite request ends the waiting for it; its record says so. */
async function endWait(
  ctx: VerbContext,
  action: MachineAction,
  machine: MachineKey,
): Promise<void> {
  const { operations } = ctx.runtime;
  const busy = operations.openOn(machine);
  if (!busy || !yieldsTo(action, busy.kind)) return;
  const stop = new AbortController();
  const ended = waitForEnd(operations.watch(stop.signal), busy.id);
  await operations.requestCancel(busy.id, actorOf(ctx));
  const timer = setTimeout(() => stop.abort(), END_WAIT_MS);
  await ended;
  clearTimeout(timer);
  stop.abort();
}

const END_WAIT_MS = 5_000;

async function waitForEnd(
  messages: ReturnType<VerbContext["runtime"]["operations"]["watch"]>,
  id: string,
): Promise<void> {
  for await (const message of messages) {
    const all = message.kind === "snapshot" ? message.operations : [message.operation];
    if (all.some((operation) => operation.id === id && isTerminal(operation.state))) return;
  }
}

function refusal(ctx: VerbContext, error: unknown): Problem {
  if (error instanceof AppError) return error.problem;
  ctx.runtime.log.error({ err: error }, "machine action not begun");
  return { code: isDatabaseAway(error) ? "databaseAway" : "internal" };
}
