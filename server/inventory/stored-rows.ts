/** What the database keeps of the mirror: JSON of our own making, checked all the same when read back. */
import { z } from "zod";
import type { MachineDetails } from "./machine-details";
import type { HostFacts } from "./read-host";
import type { MachineRow } from "./types";

const text = z.string().nullable();
const count = z.number().nullable();

const states = [
  "running",
  "blocked",
  "paused",
  "shuttingDown",
  "shutOff",
  "crashed",
  "suspended",
  "unknown",
] as const satisfies readonly MachineRow["state"][];

const reasons = [
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
] as const satisfies readonly MachineRow["reason"][];

const StoredMachine = z.object({
  row: z.object({
    hostId: z.string(),
    uuid: z.string(),
    name: z.string(),
    title: text,
    state: z.enum(states),
    reason: z.enum(reasons),
    vcpus: z.number(),
    memoryKib: z.number(),
    memoryMaxKib: z.number(),
    autostart: z.boolean(),
    persistent: z.boolean(),
    hasManagedSave: z.boolean(),
    ips: z.array(z.string()),
    startedAtMs: count,
    seenUpAtMs: count.default(null),
    osId: text,
  }),
  runId: z.number(),
  cpuTimeNs: count,
});
export type StoredMachine = z.infer<typeof StoredMachine>;

const StoredHost = z.object({
  row: z.object({
    hostname: text,
    libvirtVersion: text,
    hypervisorVersion: text,
    kvm: z.boolean().nullable(),
    cpus: count,
    memoryKib: count,
  }),
  node: z
    .object({
      cpuModel: z.string(),
      cpus: z.number(),
      mhz: z.number(),
      numaNodes: z.number(),
      sockets: z.number(),
      coresPerSocket: z.number(),
      threadsPerCore: z.number(),
      memoryKib: z.number(),
    })
    .nullable(),
  capabilities: z
    .object({
      hostUuid: text,
      arch: text,
      cpuVendor: text,
      cpuFeatures: z.number(),
      migrationTransports: z.array(z.string()),
      securityModels: z.array(z.string()),
      guests: z.array(
        z.object({
          osType: z.string(),
          arch: z.string(),
          domainTypes: z.array(z.string()),
          machines: z.number(),
        }),
      ),
      iommu: z.boolean().nullable(),
    })
    .nullable(),
});

export function writeMachine(row: MachineRow, details: MachineDetails | undefined): string {
  const stored: StoredMachine = {
    row,
    runId: details?.runId ?? -1,
    cpuTimeNs: details?.cpuTimeNs ?? null,
  };
  return JSON.stringify(stored);
}

/** undefined for a row of another version of the product: it is read from the host again. */
export function readMachineRow(json: string): StoredMachine | undefined {
  return parsed(json, StoredMachine);
}

export const writeFacts = (facts: HostFacts): string => JSON.stringify(facts);

export function readFacts(json: string | null): HostFacts | undefined {
  return json === null ? undefined : parsed(json, StoredHost);
}

function parsed<T>(json: string, schema: z.ZodType<T>): T | undefined {
  try {
    const result = schema.safeParse(JSON.parse(json));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
