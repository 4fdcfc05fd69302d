import type { XmlElement } from "../element";
import { readAttribute } from "../values";
import type { DomainDisk } from "./types";

const MAX_PATH = 4096;

/** None when it has no target, which libvirt never writes. */
export function parseDisk(disk: XmlElement): DomainDisk[] {
  const targetElement = disk.child("target");
  const target = readAttribute(targetElement, "dev");
  if (target === null) return [];
  const driver = disk.child("driver");
  const sourceType = readAttribute(disk, "type") ?? "file";
  return [
    {
      target,
      device: readDevice(disk.attr("device")),
      bus: readAttribute(targetElement, "bus"),
      source: readSource(disk.child("source"), sourceType),
      sourceType,
      format: readAttribute(driver, "type"),
      cache: readAttribute(driver, "cache"),
      readOnly: disk.child("readonly") !== undefined,
      shareable: disk.child("shareable") !== undefined,
    },
  ];
}

function readDevice(device: string | null): DomainDisk["device"] {
  return device === "cdrom" || device === "floppy" || device === "lun" ? device : "disk";
}

function readSource(source: XmlElement | undefined, type: string): string | null {
  if (!source) return null;
  switch (type) {
    case "file":
      return readAttribute(source, "file", MAX_PATH);
    case "block":
      return readAttribute(source, "dev", MAX_PATH);
    case "dir":
      return readAttribute(source, "dir", MAX_PATH);
    case "volume":
      return `${readAttribute(source, "pool") ?? ""}/${readAttribute(source, "volume") ?? ""}`;
    case "network":
      return readNetworkSource(source);
    case "vhostuser":
    case "vhostvdpa":
      return readAttribute(source, "path", MAX_PATH) ?? readAttribute(source, "dev", MAX_PATH);
    case "nvme":
      return readNvmeSource(source);
    default:
      return null;
  }
}

function readNetworkSource(source: XmlElement): string {
  const hosts = source.children("host").map((host) => {
    const port = readAttribute(host, "port");
    const name = readAttribute(host, "name") ?? readAttribute(host, "socket") ?? "";
    return port === null ? name : `${name}:${port}`;
  });
  const name = readAttribute(source, "name", MAX_PATH) ?? "";
  return `${readAttribute(source, "protocol") ?? "network"}://${hosts.slice(0, 8).join(",")}/${name}`;
}

/** The drive's PCI address as lspci prints it, and its namespace. */
function readNvmeSource(source: XmlElement): string {
  const address = source.child("address");
  const part = (name: string): string => readAttribute(address, name)?.replace(/^0x/, "") ?? "0";
  const pci = `${part("domain")}:${part("bus")}:${part("slot")}.${part("function")}`;
  return `nvme://${pci}/${readAttribute(source, "namespace") ?? "1"}`;
}
