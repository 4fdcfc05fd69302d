import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Connection, connect, parseUuid } from "node-libvirt";
import { startTestDaemon } from "node-libvirt/testing";

const exec = promisify(execFile);
const IN_FLIGHT = 4;

/** One libvirtd whose `test:///default` holds thousands of defined machines, shared by all clients. */
export interface CrowdedHost {
  uri: string;
  socketPath: string;
  /** An outside client, as `virsh` on the host would be; it also keeps the driver's state alive. */
  outside: Connection;
  names: string[];
  virsh(...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

const uuidOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

const xmlOf = (n: number): string => `<domain type='test'>
  <name>machine-${String(n).padStart(4, "0")}</name><uuid>${uuidOf(n)}</uuid>
  <title>Machine number ${n}</title><description>Defined for the bench</description>
  <memory unit='KiB'>${(1 + (n % 8)) * 1_048_576}</memory><vcpu>${1 + (n % 4)}</vcpu>
  <os><type arch='x86_64'>hvm</type><boot dev='hd'/></os><features><acpi/><apic/></features>
  <devices>
    <disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none'/><source file='/pool/m${n}.qcow2'/><target dev='vda' bus='virtio'/></disk>
    <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
    <interface type='bridge'><mac address='52:54:00:00:${hex(n >> 8)}:${hex(n)}'/><source bridge='br0'/><model type='virtio'/></interface>
    <serial type='pty'><target port='0'/></serial>
    <graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1'/>
  </devices></domain>`;

const hex = (n: number): string => (n & 0xff).toString(16).padStart(2, "0");

export async function raiseCrowdedHost(count: number): Promise<CrowdedHost> {
  const daemon = await startTestDaemon();
  const uri = `test+unix:///default?socket=${daemon.socketPath}`;
  const outside = await connect(uri);
  const queue = Array.from({ length: count }, (_, n) => n + 1);
  const worker = async (): Promise<void> => {
    for (let n = queue.pop(); n !== undefined; n = queue.pop())
      await outside.remote.domainDefineXmlFlags({ xml: xmlOf(n), flags: 0 });
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return {
    uri,
    socketPath: daemon.socketPath,
    outside,
    names: Array.from({ length: count }, (_, n) => `machine-${String(n + 1).padStart(4, "0")}`),
    virsh: async (...args) => (await exec("virsh", ["-c", uri, ...args])).stdout,
    async stop() {
      await outside.close();
      await daemon.stop();
    },
  };
}

/** Start or destroy one machine from outside; resolves when the daemon has answered. */
export async function setRunning(host: CrowdedHost, n: number, running: boolean): Promise<void> {
  const { dom } = await host.outside.remote.domainLookupByUuid({ uuid: parseUuid(uuidOf(n)) });
  if (running) await host.outside.remote.domainCreateWithFlags({ dom, flags: 0 });
  else await host.outside.remote.domainDestroyFlags({ dom, flags: 0 });
}
