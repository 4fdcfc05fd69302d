import type { VerbContext } from "../api/context";
import { actorOf } from "../audit/actor-of";
import { requireReason } from "../audit/require-reason";
import { machineCapability } from "../machines/capability";
import type { OperationView } from "../operations/types";
import { AppError } from "../problem";
import { destinationProblem } from "./list-destinations";
import type { MigrationParams } from "./migration-params";
import { migrateCommand, needsHandOver, routeTo } from "./plan";
import type { MigrateInput } from "./schema";

export async function startMigration(
  ctx: VerbContext,
  input: MigrateInput,
): Promise<OperationView> {
  const { fleet, operations } = ctx.runtime;
  const { machine, destinationId, options, intent, reason } = input;
  requireReason(ctx.runtime, "machine.migrate", reason);
  const row = fleet.machine(machine);
  if (!row) throw new AppError({ code: "machineGone", params: { uuid: machine.uuid } });
  const from = fleet.host(machine.hostId);
  const to = fleet.host(destinationId);
  if (!from || !to) throw new AppError({ code: "notFound" });
  if (from.id === to.id)
    throw new AppError({ code: "migrationSameHost", params: { machine: row.name } });
  const handOver = needsHandOver(fleet.machineDetail(machine)?.disks ?? [], options.copyStorage);
  const params = {
    machine,
    name: row.name,
    destinationId,
    options,
    handOver,
    wasRunning: row.state !== "paused",
    fromName: from.name,
    toName: to.name,
  } satisfies MigrationParams;
  return operations.begin({
    kind: "machine.migrate",
    intent,
    by: actorOf(ctx),
    reason,
    target: { ...machine, name: row.name, hostName: from.name },
    destination: { hostId: to.id, hostName: to.name },
    locks: [`machine:${machine.uuid}`],
    params,
    command: migrateCommand(
      { options, handOver, name: row.name, uuid: row.uuid, route: routeTo(to.uri) },
      { source: from.uri, destination: to.uri },
    ),
    guard: () => {
      const able = machineCapability("migrate", {
        row: fleet.machine(machine) ?? row,
        hostLink: from.link,
        hostName: from.name,
        busyWith: operations.openOn(machine),
      });
      if (!able.allowed) throw new AppError(able.problem);
      const there = { machine: row.name, uuid: machine.uuid };
      const problem = destinationProblem(ctx, fleet.host(destinationId) ?? to, there);
      if (problem) throw new AppError(problem);
    },
  });
}
