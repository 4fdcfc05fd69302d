/**
 * Every machine of a host by bulk calls: five of them, whatever the number of machines.
 *
 *   stats of the inactive      names, state, vCPUs, memory (needs no guest to answer)
 *   stats of the active        names and state only: vCPU and balloon groups would ask each QEMU's
 *                              monitor, and one that hangs would hold up the list of the whole host
 *   three filtered lists       which start by themselves, have a saved state, are active and
 *                              persistent (the inactive are persistent by nature)
 *
 * vCPUs and memory of active machines, and of all machines where the driver gives no such stats
 * (libvirt's test driver), come from `domainGetInfo`, which asks libvirtd only: see readInfo.
 *
 * The calls are not one snapshot: a machine that changed sides between two of them is in neither.
 * So what is missing here is not gone yet: see readNames.
 */
import {
  type Connection,
  type DomainStats,
  formatUuid,
  getAllDomainStats,
  LibvirtError,
  listAllDomains,
  VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE,
  VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE,
  VIR_CONNECT_LIST_DOMAINS_ACTIVE,
  VIR_CONNECT_LIST_DOMAINS_AUTOSTART,
  VIR_CONNECT_LIST_DOMAINS_INACTIVE,
  VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE,
  VIR_CONNECT_LIST_DOMAINS_PERSISTENT,
  VIR_DOMAIN_NOSTATE,
  VIR_DOMAIN_SHUTOFF,
  VIR_DOMAIN_STATS_BALLOON,
  VIR_DOMAIN_STATS_STATE,
  VIR_DOMAIN_STATS_VCPU,
} from "node-libvirt";
import type { MachineReading } from "./machine-reading";

const LIST_TIMEOUT_MS = 20_000;

export async function readList(connection: Connection): Promise<MachineReading[]> {
  const options = { timeoutMs: LIST_TIMEOUT_MS };
  const list = (flags: number) => listAllDomains(connection, flags, options);
  const [inactive, active, persistent, autostart, saved] = await Promise.all([
    readHalf(connection, "inactive"),
    readHalf(connection, "active"),
    list(VIR_CONNECT_LIST_DOMAINS_ACTIVE | VIR_CONNECT_LIST_DOMAINS_PERSISTENT),
    list(VIR_CONNECT_LIST_DOMAINS_AUTOSTART),
    list(VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE),
  ]);
  const flags = { persistent: idsOf(persistent), autostart: idsOf(autostart), saved: idsOf(saved) };
  const byUuid = new Map<string, MachineReading>();
  for (const record of inactive) {
    const reading = readingOf(record, flags);
    reading.persistent = true;
    byUuid.set(reading.uuid, reading);
  }
  for (const record of active) {
    const reading = readingOf(record, flags);
    byUuid.set(reading.uuid, reading);
  }
  return [...byUuid.values()];
}

/** The UUIDs of all machines there are, in one call and therefore at one moment. */
export async function readNames(connection: Connection): Promise<Set<string>> {
  const doms = await listAllDomains(connection, 0, { timeoutMs: LIST_TIMEOUT_MS });
  return new Set(doms.map((dom) => formatUuid(dom.uuid)));
}

async function readHalf(
  connection: Connection,
  half: "active" | "inactive",
): Promise<DomainStats[]> {
  const isActive = half === "active";
  const stats = isActive
    ? VIR_DOMAIN_STATS_STATE
    : VIR_DOMAIN_STATS_STATE | VIR_DOMAIN_STATS_VCPU | VIR_DOMAIN_STATS_BALLOON;
  const flags = isActive
    ? VIR_CONNECT_GET_ALL_DOMAINS_STATS_ACTIVE
    : VIR_CONNECT_GET_ALL_DOMAINS_STATS_INACTIVE;
  const options = { timeoutMs: LIST_TIMEOUT_MS };
  try {
    return await getAllDomainStats(connection, { stats, flags }, options);
  } catch (error) {
    if (!(error instanceof LibvirtError && error.isNoSupport)) throw error;
    // drivers without bulk stats still list; the state of each is asked for behind
    const filter = isActive ? VIR_CONNECT_LIST_DOMAINS_ACTIVE : VIR_CONNECT_LIST_DOMAINS_INACTIVE;
    const doms = await listAllDomains(connection, filter, options);
    const state = isActive ? VIR_DOMAIN_NOSTATE : VIR_DOMAIN_SHUTOFF;
    return doms.map((dom) => ({ dom, stats: { "state.state": state } }));
  }
}

interface FlagSets {
  persistent: Set<string>;
  autostart: Set<string>;
  saved: Set<string>;
}

const idOf = (uuid: Uint8Array): string => Buffer.from(uuid).toString("latin1");
const idsOf = (doms: { uuid: Uint8Array }[]): Set<string> =>
  new Set(doms.map((dom) => idOf(dom.uuid)));

function readingOf({ dom, stats }: DomainStats, flags: FlagSets): MachineReading {
  const id = idOf(dom.uuid);
  const reading: MachineReading = {
    uuid: formatUuid(dom.uuid),
    name: dom.name,
    runId: dom.id,
    state: count(stats["state.state"]) ?? VIR_DOMAIN_NOSTATE,
    reason: count(stats["state.reason"]) ?? 0,
    autostart: flags.autostart.has(id),
    persistent: flags.persistent.has(id),
    hasManagedSave: flags.saved.has(id),
  };
  const vcpus = count(stats["vcpu.current"]);
  const memoryKib = count(stats["balloon.current"]);
  const memoryMaxKib = count(stats["balloon.maximum"]);
  if (vcpus !== undefined) reading.vcpus = vcpus;
  if (memoryKib !== undefined) reading.memoryKib = memoryKib;
  if (memoryMaxKib !== undefined) reading.memoryMaxKib = memoryMaxKib;
  return reading;
}

const count = (value: unknown): number | undefined =>
  typeof value === "number" && value >= 0 ? value : undefined;
