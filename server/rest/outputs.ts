import { z } from "zod";
import type { AuditEventView } from "../audit/audit-view";
import { migrationModes } from "../migrations/schema";
import type { MigrationView } from "../migrations/types";
import {
  type OperationDetail,
  type OperationView,
  operationKinds,
  operationStates,
} from "../operations/types";
import { problemCodes } from "../problem";
import { Host, HostWithDetail, Machine, MachineWithDetail, Problem } from "./inventory-outputs";

/**
 * What the API answers, as its document says it. The types are the views of the procedures; a view that
 * changes does not compile until the document says so too. Times are Unix milliseconds.
 */
const text = z.string().nullable();
const figure = z.number().nullable();
const named = z.object({ id: z.string(), name: z.string() });

const Progress = z.object({
  elapsedMs: z.number(),
  dataTotalBytes: z.number(),
  dataProcessedBytes: z.number(),
  dataRemainingBytes: z.number(),
  memoryTotalBytes: z.number(),
  memoryRemainingBytes: z.number(),
  memoryBps: figure,
  memoryDirtyBps: figure,
  iteration: figure,
  downtimeMs: figure,
  percent: z.number(),
  etaSeconds: figure,
});
const operationShape = {
  id: z.string(),
  kind: z.enum(operationKinds),
  state: z.enum(operationStates),
  phase: text,
  target: z.object({ hostId: text, uuid: text, name: z.string(), hostName: text }),
  destination: z.object({ hostId: z.string(), hostName: z.string() }).nullable(),
  requestedBy: named,
  createdAtMs: z.number(),
  startedAtMs: figure,
  endedAtMs: figure,
  progress: Progress.nullable(),
  problem: Problem.nullable(),
  cancellable: z.boolean(),
  command: text,
};
const Fields = z.record(z.string(), z.unknown());
export const Operation: z.ZodType<OperationView> = z.object(operationShape);
const Step = z.object({
  n: z.number(),
  atMs: z.number(),
  phase: z.string(),
  kind: z.string(),
  data: Fields,
});
export const OperationWithSteps: z.ZodType<OperationDetail> = z.object({
  ...operationShape,
  events: z.array(Step),
  evidence: Fields.nullable(),
});

const side = z.object({ hostId: z.string(), name: z.string() });
export const Migration: z.ZodType<MigrationView> = z.object({
  id: z.string(),
  operationId: z.string(),
  machine: z.object({ uuid: z.string(), name: z.string() }),
  from: side,
  to: side,
  mode: z.enum(migrationModes),
  requestedBy: named,
  startedAtMs: z.number(),
  endedAtMs: figure,
  state: z.enum(operationStates),
  durationMs: figure,
  totalBytes: figure,
  downtimeMs: figure,
  iterations: figure,
  unsafe: z.boolean(),
  copyStorage: z.boolean(),
  problem: Problem.nullable(),
  command: text,
});

export const AuditEvent: z.ZodType<AuditEventView> = z.object({
  seq: z.number(),
  atMs: z.number(),
  actor: named,
  sourceIp: text,
  action: z.string(),
  objects: z.array(
    z.object({
      kind: z.enum([
        "machine",
        "host",
        "person",
        "group",
        "role",
        "grant",
        "project",
        "token",
        "operation",
        "session",
        "setting",
      ]),
      id: z.string(),
      name: z.string(),
    }),
  ),
  denied: z.boolean(),
  operationId: text,
  reason: text,
  before: Fields.nullable(),
  after: Fields.nullable(),
  outcome: text,
  problem: Problem.nullable(),
  hash: z.string(),
});

const page = <T>(item: z.ZodType<T>) => z.object({ items: z.array(item), next: text });
export const HostPage = page(Host);
export const MachinePage = page(Machine);
export const OperationPage = page(Operation);
export const MigrationPage = page(Migration);
export const AuditPage = page(AuditEvent);
export const AddedHost = z.object({ hostId: z.string(), operationId: z.string() });

const Group = z.object({ hosts: z.array(z.string()) });
export const AnsibleInventory = z
  .object({ _meta: z.object({ hostvars: z.record(z.string(), Fields) }) })
  .catchall(Group);

/** RFC 9457. */
export const HttpProblem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.enum(problemCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  instance: z.string(),
});

/** By the names of the document. */
export const components = {
  Problem,
  Host,
  HostWithDetail,
  HostPage,
  AddedHost,
  Machine,
  MachineWithDetail,
  MachinePage,
  Operation,
  OperationWithSteps,
  OperationPage,
  Migration,
  MigrationPage,
  AuditEvent,
  AuditPage,
  AnsibleInventory,
  HttpProblem,
} as const;
