import { ProtocolError } from "../errors/errors";
import { REMOTE } from "../protocol/remote-calls.gen";
import { type Domain, readDomain } from "../protocol/remote-structs.gen";
import type { Connection } from "../rpc/connection";
import type { CallOptions } from "../rpc/options";
import type { Procedure } from "../rpc/procedure";
import type { XdrReader } from "../xdr/reader";
import { RecordShapes } from "./record-shapes";
import { StatsReader } from "./stats-reader";
import type { TypedValue } from "./typed-params";

const MAX_RECORDS = 16_384;
const MAX_PARAMS = 262_144;

export interface DomainStats {
  dom: Domain;
  /** By libvirt's names (`cpu.time`, `block.0.rd.bytes`). 64-bit: number up to 2^53 - 1, else bigint. */
  stats: Record<string, TypedValue>;
}

/** The records of a GetAllDomainStats answer. */
export function readDomainStats(reader: XdrReader): DomainStats[] {
  const params = new StatsReader(reader);
  const shapes = new RecordShapes();
  return reader.list(MAX_RECORDS, () => {
    const dom = readDomain(reader);
    const count = reader.length(MAX_PARAMS);
    params.read(count);
    return { dom, stats: shapes.record(params.names, params.values, count) };
  });
}

const { args, program, number, name, priority } = REMOTE.connectGetAllDomainStats;

const GET_ALL_DOMAIN_STATS = {
  args,
  program,
  number,
  name,
  priority,
  ret: {
    read: readDomainStats,
    write: () => {
      throw new ProtocolError("statistics are only read");
    },
  },
} satisfies Procedure<Parameters<typeof args.write>[1], DomainStats[]>;

export interface DomainStatsRequest {
  /** VIR_DOMAIN_STATS_* or'ed; 0 = every group the daemon has. */
  stats?: number;
  /** VIR_CONNECT_GET_ALL_DOMAINS_STATS_* or'ed. */
  flags?: number;
  /** Only these; default: all domains of the host. */
  doms?: Domain[];
}

/**
 * Statistics of all domains (or `doms`) in one call (`virConnectGetAllDomainStats`).
 * Rejects with LibvirtError; on drivers without it `isNoSupport` is true.
 */
export function getAllDomainStats(
  connection: Connection,
  { stats = 0, flags = 0, doms = [] }: DomainStatsRequest = {},
  options?: CallOptions,
): Promise<DomainStats[]> {
  return connection.call(GET_ALL_DOMAIN_STATS, { doms, stats, flags }, options);
}
