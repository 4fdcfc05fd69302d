import { z } from "zod";
import type { Db } from "../db/client";
import { type Problem, problemCodes } from "../problem";
import { type OperationView, operationKinds, operationStates } from "./types";

export type OperationRecord = NonNullable<Awaited<ReturnType<Db["operation"]["findUnique"]>>>;

const ProblemText = z.object({
  code: z.enum(problemCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  detail: z.string().optional(),
});
const Data = z.record(z.string(), z.unknown());
const Kind = z.enum(operationKinds);
const State = z.enum(operationStates);

export function readProblem(text: string | null): Problem | null {
  if (text === null) return null;
  const { code, params, detail } = ProblemText.parse(JSON.parse(text));
  return { code, ...(params ? { params } : {}), ...(detail === undefined ? {} : { detail }) };
}

export const readData = (text: string): Record<string, unknown> => Data.parse(JSON.parse(text));

export function toView(row: OperationRecord, cancellable: boolean): OperationView {
  return {
    id: row.id,
    kind: Kind.parse(row.kind),
    state: State.parse(row.state),
    phase: row.phase,
    target: {
      hostId: row.hostId,
      uuid: row.machineUuid,
      name: row.targetName,
      hostName: row.hostName,
    },
    destination:
      row.destinationId === null
        ? null
        : { hostId: row.destinationId, hostName: row.destinationName ?? "" },
    requestedBy: { id: row.requestedById, name: row.requestedByName },
    createdAtMs: row.createdAt.getTime(),
    startedAtMs: row.startedAt?.getTime() ?? null,
    endedAtMs: row.endedAt?.getTime() ?? null,
    progress: null,
    problem: readProblem(row.problem),
    cancellable: cancellable && row.endedAt === null && row.cancelAt === null,
    command: row.command,
  };
}
