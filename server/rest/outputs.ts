import { z } from "zod";
import type { AuditEventView } from "../audit/audit-view";
import type { HostDetail, HostRow, MachineDetail, MachineRow } from "../inventory/types";
import { migrationModes } from "../migrations/schema";
import type { MigrationView } from "../migrations/types";
import {
  type OperationDetail,
  type OperationView,
  operationKinds,
  operationStates,
} from "../operations/types";
import { type Problem as ProblemValue, problemCodes } from "../problem";

/**
 * What the API answers, as its document says it. The types are the views of the procedures; a view that
 * changes does not compile until the document says so too. Times are Unix milliseconds.
 */
const text = z.string().nullable();
const figure = z.number().nullable();
const named = z.object({ id: z.string(), name: z.string() });

export const Problem: z.ZodType<ProblemValue> = z.object({
  code: z.enum(problemCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
  detail: z.string().exactOptional(),
});

const hostShape = {
  id: z.string(),
  name: z.string(),
  uri: z.string(),
  link: z.enum(["connecting", "online", "unreachable", "refused", "disabled"]),
  sinceMs: z.number(),
  seenAtMs: figure,
  problem: Problem.nullable(),
  hostname: text,
  libvirtVersion: text,
  hypervisorVersion: text,
  kvm: z.boolean().nullable(),
  cpus: figure,
  memoryKib: figure,
  machineCount: z.number(),
  runningCount: z.number(),
};
export const Host: z.ZodType<HostRow> = z.object(hostShape);

const Node = z.object({
  cpuModel: z.string(),
  cpus: z.number(),
  mhz: z.number(),
  numaNodes: z.number(),
  sockets: z.number(),
  coresPerSocket: z.number(),
  threadsPerCore: z.number(),
  memoryKib: z.number(),
});
const Guest = z.object({
  osType: z.string(),
  arch: z.string(),
  domainTypes: z.array(z.string()),
  machines: z.number(),
});
const Capabilities = z.object({
  hostUuid: text,
  arch: text,
  cpuVendor: text,
  cpuFeatures: z.number(),
  migrationTransports: z.array(z.string()),
  securityModels: z.array(z.string()),
  guests: z.array(Guest),
  iommu: z.boolean().nullable(),
});
export const HostWithDetail: z.ZodType<HostDetail> = z.object({
  ...hostShape,
  node: Node.nullable(),
  capabilities: Capabilities.nullable(),
  hostKeySha256: text,
  addedAtMs: z.number(),
});
export const AddedHost = z.object({ hostId: z.string(), operationId: z.string() });

const machineShape = {
  hostId: z.string(),
  uuid: z.string(),
  name: z.string(),
  title: text,
  state: z.enum([
    "running",
    "blocked",
    "paused",
    "shuttingDown",
    "shutOff",
    "crashed",
    "suspended",
    "unknown",
  ]),
  reason: z.enum([
    "none",
    "user",
    "migration",
    "saving",
    "ioError",
    "watchdog",
    "snapshot",
    "startingUp",
    "postCopy",
    "postCopyFailed",
    "crashed",
    "failed",
    "saved",
    "migrated",
    "destroyed",
    "shutdown",
  ]),
  vcpus: z.number(),
  memoryKib: z.number(),
  memoryMaxKib: z.number(),
  autostart: z.boolean(),
  persistent: z.boolean(),
  hasManagedSave: z.boolean(),
  ips: z.array(z.string()),
  startedAtMs: figure,
  osId: text,
};
export const Machine: z.ZodType<MachineRow> = z.object(machineShape);

const Disk = z.object({
  target: z.string(),
  device: z.enum(["disk", "cdrom", "floppy", "lun"]),
  bus: text,
  source: text,
  sourceType: z.string(),
  format: text,
  cache: text,
  readOnly: z.boolean(),
  shareable: z.boolean(),
  capacityBytes: figure,
  allocationBytes: figure,
});
const Interface = z.object({
  target: text,
  mac: z.string(),
  type: z.string(),
  source: text,
  model: text,
  linkUp: z.boolean(),
  ips: z.array(z.string()),
});
const Graphics = z.object({
  type: z.enum(["vnc", "spice", "other"]),
  listen: z.enum(["socket", "address", "none"]),
  port: figure,
  address: text,
  socket: text,
});
export const MachineWithDetail: z.ZodType<MachineDetail> = z.object({
  ...machineShape,
  description: text,
  osType: z.string(),
  arch: text,
  machineType: text,
  domainType: z.string(),
  emulator: text,
  cpuMode: text,
  firmware: z.enum(["bios", "uefi"]),
  cpuTimeSeconds: figure,
  maxVcpus: z.number(),
  disks: z.array(Disk),
  interfaces: z.array(Interface),
  graphics: z.array(Graphics),
  serials: z.array(z.object({ port: z.number(), type: z.string(), alias: text })),
  readAtMs: z.number(),
});

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
        "webhook",
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
