import type {
  Domain,
  DomainCheckpoint,
  DomainSnapshot,
  Interface,
  Network,
  NodeDevice,
  Nwfilter,
  Secret,
  StoragePool,
  StorageVol,
} from "../protocol/remote-structs.gen";
import type { Connection } from "../rpc/connection";
import type { CallOptions } from "../rpc/options";

/**
 * The lists of a host, each in one call. `flags` are the filter constants named at each function,
 * or'ed; 0 lists everything. All reject with LibvirtError.
 */
const needResults = 1;

/** Filters: VIR_CONNECT_LIST_DOMAINS_*. */
export async function listAllDomains(
  connection: Connection,
  flags = 0,
  options?: CallOptions,
): Promise<Domain[]> {
  const reply = await connection.remote.connectListAllDomains({ needResults, flags }, options);
  return reply.domains;
}

/** Filters: VIR_CONNECT_LIST_NETWORKS_*. */
export async function listAllNetworks(
  connection: Connection,
  flags = 0,
  options?: CallOptions,
): Promise<Network[]> {
  const reply = await connection.remote.connectListAllNetworks({ needResults, flags }, options);
  return reply.nets;
}

/** Filters: VIR_CONNECT_LIST_STORAGE_POOLS_*. */
export async function listAllStoragePools(
  connection: Connection,
  flags = 0,
  options?: CallOptions,
): Promise<StoragePool[]> {
  const reply = await connection.remote.connectListAllStoragePools({ needResults, flags }, options);
  return reply.pools;
}

/** Filters: VIR_CONNECT_LIST_INTERFACES_*. */
export async function listAllInterfaces(
  connection: Connection,
  flags = 0,
  options?: CallOptions,
): Promise<Interface[]> {
  const reply = await connection.remote.connectListAllInterfaces({ needResults, flags }, options);
  return reply.ifaces;
}

/** Filters: VIR_CONNECT_LIST_NODE_DEVICES_*. */
export async function listAllNodeDevices(
  connection: Connection,
  flags = 0,
  options?: CallOptions,
): Promise<NodeDevice[]> {
  const reply = await connection.remote.connectListAllNodeDevices({ needResults, flags }, options);
  return reply.devices;
}

/** Filters: none yet. */
export async function listAllNwfilters(
  connection: Connection,
  flags = 0,
  options?: CallOptions,
): Promise<Nwfilter[]> {
  const reply = await connection.remote.connectListAllNwfilters({ needResults, flags }, options);
  return reply.filters;
}

/** Filters: VIR_CONNECT_LIST_SECRETS_*. */
export async function listAllSecrets(
  connection: Connection,
  flags = 0,
  options?: CallOptions,
): Promise<Secret[]> {
  const reply = await connection.remote.connectListAllSecrets({ needResults, flags }, options);
  return reply.secrets;
}

/** The volumes of a pool. Filters: none yet. */
export async function listAllVolumes(
  connection: Connection,
  pool: StoragePool,
  options?: CallOptions,
): Promise<StorageVol[]> {
  const args = { pool, needResults, flags: 0 };
  const reply = await connection.remote.storagePoolListAllVolumes(args, options);
  return reply.vols;
}

/** Filters: VIR_DOMAIN_SNAPSHOT_LIST_*. */
export async function listAllSnapshots(
  connection: Connection,
  { dom, flags = 0 }: { dom: Domain; flags?: number },
  options?: CallOptions,
): Promise<DomainSnapshot[]> {
  const args = { dom, needResults, flags };
  const reply = await connection.remote.domainListAllSnapshots(args, options);
  return reply.snapshots;
}

/** Filters: VIR_DOMAIN_CHECKPOINT_LIST_*. */
export async function listAllCheckpoints(
  connection: Connection,
  { dom, flags = 0 }: { dom: Domain; flags?: number },
  options?: CallOptions,
): Promise<DomainCheckpoint[]> {
  const args = { dom, needResults, flags };
  const reply = await connection.remote.domainListAllCheckpoints(args, options);
  return reply.checkpoints;
}
