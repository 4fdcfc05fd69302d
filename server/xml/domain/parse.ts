import type { XmlElement } from "../element";
import { readAttribute, readCount, readText } from "../values";
import { parseDisk } from "./disk";
import { parseGraphics } from "./graphics";
import { readAgentConnected, readMemoryStats } from "./guest-help";
import { parseInterface } from "./interface";
import { readDomain } from "./read-domain";
import { parseSerials } from "./serial";
import type { DomainFacts } from "./types";

const MAX_TITLE = 256;
const MAX_DESCRIPTION = 8192;
const MAX_DEVICES = 1024;
const LIBOSINFO = "http://libosinfo.org/xmlns/libvirt/domain/1.0";

/** The facts of a `<domain>`, live or inactive. Throws XmlError. */
export function parseDomain(xml: string): DomainFacts {
  const domain = readDomain(xml);
  const os = domain.child("os");
  const type = os?.child("type");
  const devices = domain.child("devices");
  const facts: DomainFacts = {
    id: readCount(domain.attr("id")),
    title: readText(domain.child("title"), MAX_TITLE),
    description: readText(domain.child("description"), MAX_DESCRIPTION),
    osId: readOsId(domain.child("metadata")),
    domainType: readAttribute(domain, "type") ?? "unknown",
    osType: readText(type, 64) ?? "unknown",
    arch: readAttribute(type, "arch"),
    machineType: readAttribute(type, "machine"),
    firmware: readFirmware(os),
    emulator: readText(devices?.child("emulator"), 4096),
    cpuMode: readCpuMode(domain.child("cpu")),
    maxVcpus: readCount(domain.child("vcpu")?.text) ?? 1,
    disks: devicesOf(devices, "disk").flatMap(parseDisk),
    interfaces: devicesOf(devices, "interface").map(parseInterface),
    graphics: devicesOf(devices, "graphics").map(parseGraphics),
    serials: parseSerials(devicesOf(devices, "serial"), devicesOf(devices, "console")),
    agentConnected: readAgentConnected(devicesOf(devices, "channel")),
    memoryStats: readMemoryStats(devices?.child("memballoon")),
  };
  // Substrings keep the whole text they were cut from alive; a copy holds the facts only.
  return structuredClone(facts);
}

const devicesOf = (devices: XmlElement | undefined, name: string): XmlElement[] =>
  devices?.children(name).slice(0, MAX_DEVICES) ?? [];

function readFirmware(os: XmlElement | undefined): "bios" | "uefi" {
  const isUefi = os?.attr("firmware") === "efi" || os?.child("loader")?.attr("type") === "pflash";
  return isUefi ? "uefi" : "bios";
}

/** Without a mode, a named model means `custom`: libvirt's own default. */
function readCpuMode(cpu: XmlElement | undefined): string | null {
  return readAttribute(cpu, "mode") ?? (cpu?.child("model") ? "custom" : null);
}

function readOsId(metadata: XmlElement | undefined): string | null {
  for (const element of metadata?.elements ?? []) {
    const prefix = /^(.+):libosinfo$/.exec(element.name)?.[1];
    if (prefix === undefined || element.attr(`xmlns:${prefix}`) !== LIBOSINFO) continue;
    return readAttribute(element.child(`${prefix}:os`), "id");
  }
  return null;
}
