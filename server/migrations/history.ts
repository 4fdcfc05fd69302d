import { z } from "zod";
import type { Db } from "../db/client";
import type { Tx } from "../db/writer";
import type { OperationEnd } from "../operations/engine-types";
import { type OperationState, type OperationView, operationStates } from "../operations/types";
import { readProblem } from "../operations/view";
import { MigrationParams } from "./migration-params";
import { migrationModes } from "./schema";
import type { MigrationView } from "./types";

export type MigrationRecord = NonNullable<Awaited<ReturnType<Db["migration"]["findUnique"]>>>;

/** The history's row appears with the intent, in its transaction: a migration is never without one. */
export async function recordBegin(
  tx: Tx,
  operation: OperationView,
  given: Record<string, unknown>,
): Promise<void> {
  const params = MigrationParams.parse(given);
  await tx.migration.create({
    data: {
      id: operation.id,
      operationId: operation.id,
      machineUuid: params.machine.uuid,
      machineName: params.name,
      fromHostId: params.machine.hostId,
      fromHostName: params.fromName,
      toHostId: params.destinationId,
      toHostName: params.toName,
      mode: params.options.mode,
      unsafe: params.options.acceptUnsafe,
      copyStorage: params.options.copyStorage,
      requestedById: operation.requestedBy.id,
      requestedByName: operation.requestedBy.name,
      startedAt: new Date(operation.createdAtMs),
      state: "running" satisfies OperationState,
      command: operation.command,
    },
  });
}

const Figure = z.number().int().nonnegative().nullable().catch(null);
const Figures = z
  .object({ totalBytes: Figure, downtimeMs: Figure, iterations: Figure })
  .catch({ totalBytes: null, downtimeMs: null, iterations: null });

export async function recordEnd(tx: Tx, end: OperationEnd): Promise<void> {
  const { operation, outcome, endedAt, durationMs } = end;
  const figures = Figures.parse(outcome.evidence.figures);
  await tx.migration.update({
    where: { operationId: operation.id },
    data: {
      state: outcome.state,
      endedAt,
      durationMs,
      totalBytes: figures.totalBytes === null ? null : BigInt(figures.totalBytes),
      downtimeMs: figures.downtimeMs,
      iterations: figures.iterations,
      problem: outcome.problem ? JSON.stringify(outcome.problem) : null,
    },
  });
}

const State = z.enum(operationStates);
const Mode = z.enum(migrationModes);

/** `open`: the operation as it is now, while it has no end. */
export function toMigrationView(
  row: MigrationRecord,
  open: OperationView | undefined,
): MigrationView {
  return {
    id: row.id,
    operationId: row.operationId,
    machine: { uuid: row.machineUuid, name: row.machineName },
    from: { hostId: row.fromHostId, name: row.fromHostName },
    to: { hostId: row.toHostId, name: row.toHostName },
    mode: Mode.parse(row.mode),
    requestedBy: { id: row.requestedById, name: row.requestedByName },
    startedAtMs: row.startedAt.getTime(),
    endedAtMs: row.endedAt?.getTime() ?? null,
    state: open?.state ?? State.parse(row.state),
    durationMs: row.durationMs,
    totalBytes: row.totalBytes === null ? null : Number(row.totalBytes),
    downtimeMs: row.downtimeMs,
    iterations: row.iterations,
    unsafe: row.unsafe,
    copyStorage: row.copyStorage,
    problem: open?.problem ?? readProblem(row.problem),
    command: row.command,
  };
}
