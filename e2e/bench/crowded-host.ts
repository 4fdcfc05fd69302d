import { type Connection, connect, parseUuid } from "node-libvirt";
import type { LabHost } from "@/e2e/lab/host";
import { raiseLab } from "@/e2e/lab/lab";

const LAB = "bench";
const IN_FLIGHT = 4;

/** A real libvirtd with thousands of defined machines, none of them running at first. */
export interface CrowdedHost {
  lab: LabHost;
  uri: string;
  count: number;
  /** An outside client, as `virsh` on the host would be. */
  outside: Connection;
  stop(): Promise<void>;
}

export const uuidOf = (n: number): string =>
  `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
export const nameOf = (n: number): string => `machine-${String(n).padStart(4, "0")}`;

const hex = (n: number): string => (n & 0xff).toString(16).padStart(2, "0");

const xmlOf = (n: number): string => `<domain type='qemu'>
  <name>${nameOf(n)}</name><uuid>${uuidOf(n)}</uuid>
  <title>Machine number ${n}</title><description>Defined for the bench</description>
  <memory unit='MiB'>32</memory><vcpu>${1 + (n % 4)}</vcpu>
  <os><type arch='x86_64' machine='pc'>hvm</type><boot dev='cdrom'/></os><features><acpi/><apic/></features>
  <devices>
    <disk type='file' device='cdrom'><target dev='hda' bus='ide'/><readonly/></disk>
    <interface type='bridge'><mac address='52:54:00:00:${hex(n >> 8)}:${hex(n)}'/><source bridge='br0'/><model type='virtio'/></interface>
    <serial type='pty'><target port='0'/></serial>
    <graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/>
  </devices></domain>`;

export async function raiseCrowdedHost(count: number): Promise<CrowdedHost> {
  const raised = await raiseLab({ name: LAB, hosts: 1, storage: "bind" });
  const lab = raised.host("kvm1");
  const uri = lab.uris.tcp;
  const outside = await connect(uri);
  const queue = Array.from({ length: count }, (_, n) => n + 1);
  const worker = async (): Promise<void> => {
    for (let n = queue.pop(); n !== undefined; n = queue.pop())
      await outside.remote.domainDefineXmlFlags({ xml: xmlOf(n), flags: 0 });
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return {
    lab,
    uri,
    count,
    outside,
    async stop() {
      await outside.close();
      await raised.down();
    },
  };
}

/** Starts or ends one machine from outside; resolves when the daemon has answered. */
export async function setRunning(host: CrowdedHost, n: number, running: boolean): Promise<void> {
  const { dom } = await host.outside.remote.domainLookupByUuid({ uuid: parseUuid(uuidOf(n)) });
  if (running) await host.outside.remote.domainCreateWithFlags({ dom, flags: 0 });
  else await host.outside.remote.domainDestroyFlags({ dom, flags: 0 });
}
