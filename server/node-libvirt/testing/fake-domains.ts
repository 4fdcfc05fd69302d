import { createHash } from "node:crypto";
import type { Domain, TypedParam } from "../protocol/remote-structs.gen";

/** The machines a fake daemon pretends to have. */
export interface FakeDomain {
  name: string;
  uuid: Uint8Array;
  /** virDomainState: 1 running, 3 paused, 5 shut off. */
  state: number;
  /** -1 unless running or paused. */
  id: number;
  vcpus: number;
  memoryKib: number;
  /** Sent by GetAllDomainStats as they are. */
  stats: TypedParam[];
}

export const RUNNING = 1;
export const PAUSED = 3;
export const SHUT_OFF = 5;

/** `count` machines `machine-0001`…, every other one running, with the same uuid in every run. */
export function fakeDomains(count: number, options: { statsEach?: number } = {}): FakeDomain[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `machine-${String(index + 1).padStart(4, "0")}`;
    const running = index % 2 === 0;
    return {
      name,
      uuid: new Uint8Array(createHash("md5").update(name).digest()),
      state: running ? RUNNING : SHUT_OFF,
      id: running ? index + 1 : -1,
      vcpus: 2,
      memoryKib: 262_144,
      stats: fakeStats(options.statsEach ?? 4, index),
    };
  });
}

/** Statistics in the mix QEMU sends: mostly 64-bit counters under dotted names. */
function fakeStats(count: number, seed: number): TypedParam[] {
  const stats: TypedParam[] = [
    { field: "state.state", value: { type: 1, i: 1 } },
    { field: "state.reason", value: { type: 1, i: 1 } },
    { field: "block.0.name", value: { type: 7, s: "vda" } },
    { field: "dirtyrate.ratio", value: { type: 5, d: 0.5 } },
  ];
  for (let i = stats.length; i < count; i++) {
    const ul = BigInt(i) * 1_000_003n + BigInt(seed);
    stats.push({ field: `block.${i >> 3}.counter.${i & 7}.bytes`, value: { type: 4, ul } });
  }
  return stats.slice(0, count);
}

export function domainRef({ name, uuid, id }: FakeDomain): Domain {
  return { name, uuid, id };
}

export function domainXml(domain: FakeDomain): string {
  const uuid = Buffer.from(domain.uuid).toString("hex");
  const hyphenated = uuid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return `<domain type='test'><name>${domain.name}</name><uuid>${hyphenated}</uuid><memory unit='KiB'>${domain.memoryKib}</memory><vcpu>${domain.vcpus}</vcpu><os><type>hvm</type></os></domain>`;
}
