import { type Connection, LibvirtError, unpackVersion, type Version } from "node-libvirt";
import { parseCapabilities } from "../xml/capabilities/parse";
import type { HostDetail, HostRow } from "./types";
import { visibleText } from "./visible-text";

const options = { timeoutMs: 15_000 };
const TEXT_CHARACTERS_MAX = 255;

export interface HostFacts {
  row: Pick<
    HostRow,
    "hostname" | "libvirtVersion" | "hypervisorVersion" | "kvm" | "cpus" | "memoryKib"
  >;
  node: HostDetail["node"];
  capabilities: HostDetail["capabilities"];
}

/** What the host is; each fact by itself, for drivers that lack one. */
export async function readHost({ remote }: Connection): Promise<HostFacts> {
  const [hostname, libVersion, hypervisor, node, xml] = await Promise.all([
    optional(remote.connectGetHostname(options)),
    optional(remote.connectGetLibVersion(options)),
    optional(remote.connectGetVersion(options)),
    optional(remote.nodeGetInfo(options)),
    optional(remote.connectGetCapabilities(options)),
  ]);
  const capabilities = xml ? parseCapabilities(xml.capabilities) : undefined;
  return {
    row: {
      hostname: hostname ? visibleText(hostname.hostname, TEXT_CHARACTERS_MAX) : null,
      libvirtVersion: libVersion ? versionText(unpackVersion(libVersion.libVer)) : null,
      hypervisorVersion: hypervisor ? versionText(unpackVersion(hypervisor.hvVer)) : null,
      kvm: capabilities?.kvm ?? null,
      cpus: node?.cpus ?? null,
      memoryKib: node ? Number(node.memory) : null,
    },
    node: node ? nodeOf(node) : null,
    capabilities: capabilities ? withoutKvm(capabilities) : null,
  };
}

async function optional<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof LibvirtError) return undefined;
    throw error;
  }
}

const versionText = ({ major, minor, release }: Version): string => `${major}.${minor}.${release}`;

type NodeInfo = Awaited<ReturnType<Connection["remote"]["nodeGetInfo"]>>;

function nodeOf(node: NodeInfo): NonNullable<HostDetail["node"]> {
  return {
    cpuModel: visibleText(node.model, TEXT_CHARACTERS_MAX),
    cpus: node.cpus,
    mhz: node.mhz,
    numaNodes: node.nodes,
    sockets: node.sockets,
    coresPerSocket: node.cores,
    threadsPerCore: node.threads,
    memoryKib: Number(node.memory),
  };
}

function withoutKvm({
  kvm: _kvm,
  ...capabilities
}: ReturnType<typeof parseCapabilities>): NonNullable<HostDetail["capabilities"]> {
  return capabilities;
}
