/** What is known of a machine beside its row: the facts of its XML, the XML, the running instance. */
import type { MachineXml } from "../machines/types";
import type { DomainFacts } from "../xml/domain/types";
import { isActive } from "./machine-state";
import type { FoundAddresses } from "./read-addresses";
import type { MachineAddress, MachineDetail, MachineRow } from "./types";
import { visibleText } from "./visible-text";

/** XML beyond this is not kept: it is read again when somebody asks. */
const KEPT_XML_CHARACTERS_MAX = 64 * 1024;

export interface DiskSize {
  capacityBytes: number | null;
  allocationBytes: number | null;
}

export interface MachineDetails {
  runId: number;
  cpuTimeNs: number | null;
  /** The row was read since the link came up. */
  confirmed: boolean;
  /** The XML was. */
  confirmedXml: boolean;
  facts: DomainFacts | null;
  xml: MachineXml | null;
  readAtMs: number;
  /** By target, e.g. `vda`. */
  diskSizes: Map<string, DiskSize> | null;
  /** What the host tells of it: leases, else ARP. */
  addresses: FoundAddresses | null;
  /** What its agent told last, while there is one. */
  agentAddresses: FoundAddresses | null;
  /** The run whose balloon was asked to give figures. */
  statsRunId: number | null;
}

export function blankDetails(): MachineDetails {
  return {
    runId: -1,
    cpuTimeNs: null,
    confirmed: false,
    confirmedXml: false,
    facts: null,
    xml: null,
    readAtMs: 0,
    diskSizes: null,
    addresses: null,
    agentAddresses: null,
    statsRunId: null,
  };
}

const noFacts: Omit<DomainFacts, "id"> = {
  title: null,
  description: null,
  osId: null,
  domainType: "",
  osType: "",
  arch: null,
  machineType: null,
  firmware: "bios",
  emulator: null,
  cpuMode: null,
  maxVcpus: 0,
  disks: [],
  interfaces: [],
  graphics: [],
  serials: [],
  agentConnected: false,
  memoryStats: "none",
};

/** Paths, addresses and descriptions are a host's words like any other. */
export function visibleFacts(facts: DomainFacts): DomainFacts {
  return {
    ...visibleFields(facts),
    disks: facts.disks.map(visibleFields),
    interfaces: facts.interfaces.map(visibleFields),
    graphics: facts.graphics.map(visibleFields),
    serials: facts.serials.map(visibleFields),
  };
}

function visibleFields<T extends object>(value: T): T {
  const copy = { ...value };
  for (const key in copy) {
    const field = copy[key];
    if (typeof field === "string") Object.assign(copy, { [key]: visibleText(field, 8_192) });
  }
  return copy;
}

export function keepXml(details: MachineDetails, xml: MachineXml): void {
  const size = (xml.live?.length ?? 0) + (xml.inactive?.length ?? 0);
  details.xml = size <= KEPT_XML_CHARACTERS_MAX ? xml : null;
  details.readAtMs = xml.readAtMs;
  details.confirmedXml = true;
}

/** Of the interfaces that the machine was given; what its guest says of others is its own matter. */
export function ipsOf(details: MachineDetails): string[] {
  const interfaces = details.facts?.interfaces ?? [];
  const found = interfaces.flatMap(({ mac }) => addressesAt(details, mac));
  return [...new Set(found.map(({ address }) => address))];
}

/** Each address once, by whom it is known best: a lease is the host's own word, ARP may be old. */
function addressesAt(details: MachineDetails, mac: string): MachineAddress[] {
  const byHost = details.addresses?.get(mac.toLowerCase()) ?? [];
  const byAgent = details.agentAddresses?.get(mac.toLowerCase()) ?? [];
  const order = byHost[0]?.source === "lease" ? [byHost, byAgent] : [byAgent, byHost];
  const all = order.flat();
  return all.filter((one, at) => all.findIndex(({ address }) => address === one.address) === at);
}

/** What was true of an instance that has ended. */
export function forgetRun(details: MachineDetails): void {
  details.addresses = null;
  details.agentAddresses = null;
}

/** Before the XML was read once: the row, with nothing known beyond it (`readAtMs` 0). */
export function detailOf(row: MachineRow, details: MachineDetails): MachineDetail {
  const facts = details.facts ?? noFacts;
  return {
    ...row,
    description: facts.description,
    osType: facts.osType,
    arch: facts.arch,
    machineType: facts.machineType,
    domainType: facts.domainType,
    emulator: facts.emulator,
    cpuMode: facts.cpuMode,
    firmware: facts.firmware,
    cpuTimeSeconds: details.cpuTimeNs === null ? null : Math.round(details.cpuTimeNs / 1e9),
    maxVcpus: Math.max(facts.maxVcpus, row.vcpus),
    disks: facts.disks.map((disk) => ({
      ...disk,
      capacityBytes: details.diskSizes?.get(disk.target)?.capacityBytes ?? null,
      allocationBytes: details.diskSizes?.get(disk.target)?.allocationBytes ?? null,
    })),
    interfaces: facts.interfaces.map((nic) => ({
      ...nic,
      ips: isActive(row.state) ? addressesAt(details, nic.mac) : [],
    })),
    graphics: facts.graphics.map(({ passwordHint: _hint, ...graphics }) => graphics),
    serials: facts.serials,
    readAtMs: details.readAtMs,
  };
}
