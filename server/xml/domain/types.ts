/** What a machine's XML says and the daemon's bulk calls do not. */
export interface DomainFacts {
  /** libvirt's number for this run of the machine; null while it does not run. */
  id: number | null;
  title: string | null;
  description: string | null;
  /** libosinfo's identifier, e.g. `http://debian.org/debian/12`. */
  osId: string | null;
  domainType: string;
  osType: string;
  arch: string | null;
  machineType: string | null;
  firmware: "bios" | "uefi";
  emulator: string | null;
  cpuMode: string | null;
  maxVcpus: number;
  disks: DomainDisk[];
  interfaces: DomainInterface[];
  graphics: DomainGraphics[];
  serials: DomainSerial[];
  /** A guest agent answers on the channel that is made for it; never so while not running. */
  agentConnected: boolean;
  /** Whether the guest's balloon driver is asked for its memory figures. */
  memoryStats: "none" | "off" | "on";
}

export interface DomainDisk {
  target: string;
  device: "disk" | "cdrom" | "floppy" | "lun";
  bus: string | null;
  /** A path, `pool/volume`, or `protocol://host:port/name`; null for an empty drive. */
  source: string | null;
  sourceType: string;
  format: string | null;
  cache: string | null;
  readOnly: boolean;
  shareable: boolean;
}

export interface DomainInterface {
  target: string | null;
  mac: string;
  type: string;
  /** Bridge, network or device. */
  source: string | null;
  model: string | null;
  linkUp: boolean;
}

export interface DomainGraphics {
  type: "vnc" | "spice" | "other";
  listen: "socket" | "address" | "none";
  /** null while there is none, e.g. while not running. */
  port: number | null;
  address: string | null;
  socket: string | null;
  /** Only XML read with VIR_DOMAIN_XML_SECURE tells for sure; this is what the plain XML lets on. */
  passwordHint: boolean;
}

export interface DomainSerial {
  port: number;
  /** libvirt's character device type: only `pty` can be opened over a stream. */
  type: string;
  /** The name libvirt gave the device; null while not running. */
  alias: string | null;
}
