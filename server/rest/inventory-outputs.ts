import { z } from "zod";
import type { HostDetail, HostRow, MachineDetail, MachineRow } from "../inventory/types";
import { type Problem as ProblemValue, problemCodes } from "../problem";

/** Hosts and machines, as the API answers them. */
const text = z.string().nullable();
const figure = z.number().nullable();

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
  seenUpAtMs: figure,
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
  ips: z.array(z.object({ address: z.string(), source: z.enum(["agent", "lease", "arp"]) })),
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
