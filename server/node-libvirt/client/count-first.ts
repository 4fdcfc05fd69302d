import type { Domain, TypedParam } from "../protocol/remote-structs.gen";
import type { Connection } from "../rpc/connection";
import type { CallOptions } from "../rpc/options";
import { narrow, type TypedValue, typedParamsToObject } from "./typed-params";

/**
 * Calls that libvirt wants made twice: first with room for nothing, answered by a count, then with
 * room for that many. Each of these does both and returns a plain object by libvirt's names.
 */
type Values = Record<string, TypedValue>;

interface Counted<P> {
  params: P[];
  nparams: number;
}

async function twice<P>(ask: (nparams: number) => Promise<Counted<P>>): Promise<P[]> {
  const { nparams } = await ask(0);
  return nparams === 0 ? [] : (await ask(nparams)).params;
}

async function typed(ask: (nparams: number) => Promise<Counted<TypedParam>>): Promise<Values> {
  return typedParamsToObject(await twice(ask));
}

function counters(params: { field: string; value: bigint }[]): Record<string, number | bigint> {
  return Object.fromEntries(params.map(({ field, value }) => [field, narrow(value)]));
}

/** Nanoseconds by mode (VIR_NODE_CPU_STATS_*) since boot; `cpuNum` -1 = all CPUs together. */
export async function nodeCpuStats(
  connection: Connection,
  cpuNum = -1,
  options?: CallOptions,
): Promise<Record<string, number | bigint>> {
  const { remote } = connection;
  return counters(
    await twice((nparams) => remote.nodeGetCpuStats({ cpuNum, nparams, flags: 0 }, options)),
  );
}

/** KiB by kind (VIR_NODE_MEMORY_STATS_*); `cellNum` -1 = the whole host. */
export async function nodeMemoryStats(
  connection: Connection,
  cellNum = -1,
  options?: CallOptions,
): Promise<Record<string, number | bigint>> {
  const { remote } = connection;
  return counters(
    await twice((nparams) => remote.nodeGetMemoryStats({ nparams, cellNum, flags: 0 }, options)),
  );
}

/** Host memory tuning (VIR_NODE_MEMORY_*), such as kernel samepage merging. */
export function nodeMemoryParameters(
  { remote }: Connection,
  options?: CallOptions,
): Promise<Values> {
  return typed((nparams) => remote.nodeGetMemoryParameters({ nparams, flags: 0 }, options));
}

/** I/O counters of one disk, by target name or source path (VIR_DOMAIN_BLOCK_STATS_*). */
export function domainBlockStats(
  { remote }: Connection,
  { dom, path, flags = 0 }: { dom: Domain; path: string; flags?: number },
  options?: CallOptions,
): Promise<Values> {
  return typed((nparams) => remote.domainBlockStatsFlags({ dom, path, nparams, flags }, options));
}

/** CPU time of a domain over all CPUs, in nanoseconds (VIR_DOMAIN_CPU_STATS_*). */
export function domainCpuStats(
  { remote }: Connection,
  dom: Domain,
  options?: CallOptions,
): Promise<Values> {
  const whole = { dom, startCpu: -1, ncpus: 1, flags: 0 };
  return typed((nparams) => remote.domainGetCpuStats({ ...whole, nparams }, options));
}

interface DomainQuery {
  dom: Domain;
  /** VIR_DOMAIN_AFFECT_*; 0 = the current state. */
  flags?: number;
}

/** Block I/O weights and limits of a domain (VIR_DOMAIN_BLKIO_*). */
export function domainBlkioParameters(
  { remote }: Connection,
  { dom, flags = 0 }: DomainQuery,
  options?: CallOptions,
): Promise<Values> {
  return typed((nparams) => remote.domainGetBlkioParameters({ dom, nparams, flags }, options));
}

/** Memory limits of a domain in KiB (VIR_DOMAIN_MEMORY_*). */
export function domainMemoryParameters(
  { remote }: Connection,
  { dom, flags = 0 }: DomainQuery,
  options?: CallOptions,
): Promise<Values> {
  return typed((nparams) => remote.domainGetMemoryParameters({ dom, nparams, flags }, options));
}

/** NUMA placement of a domain (VIR_DOMAIN_NUMA_*). */
export function domainNumaParameters(
  { remote }: Connection,
  { dom, flags = 0 }: DomainQuery,
  options?: CallOptions,
): Promise<Values> {
  return typed((nparams) => remote.domainGetNumaParameters({ dom, nparams, flags }, options));
}

/** CPU scheduling of a domain (VIR_DOMAIN_SCHEDULER_*). */
export async function domainSchedulerParameters(
  { remote }: Connection,
  { dom, flags = 0 }: DomainQuery,
  options?: CallOptions,
): Promise<Values> {
  const { nparams } = await remote.domainGetSchedulerType({ dom }, options);
  const args = { dom, nparams, flags };
  const { params } = await remote.domainGetSchedulerParametersFlags(args, options);
  return typedParamsToObject(params);
}

/** Throttling of one disk (VIR_DOMAIN_BLOCK_IOTUNE_*). */
export function domainBlockIoTune(
  { remote }: Connection,
  { dom, disk, flags = 0 }: DomainQuery & { disk: string },
  options?: CallOptions,
): Promise<Values> {
  return typed((nparams) => remote.domainGetBlockIoTune({ dom, disk, nparams, flags }, options));
}

/** Bandwidth limits of one interface (VIR_DOMAIN_BANDWIDTH_*). */
export function domainInterfaceParameters(
  { remote }: Connection,
  { dom, device, flags = 0 }: DomainQuery & { device: string },
  options?: CallOptions,
): Promise<Values> {
  return typed((nparams) =>
    remote.domainGetInterfaceParameters({ dom, device, nparams, flags }, options),
  );
}
