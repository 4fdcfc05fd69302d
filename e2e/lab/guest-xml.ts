/** A test machine. Sizes are small and fixed; what differs is what tests look at. */
export interface GuestSpec {
  readonly name: string;
  /** A boot sector that runs at once, or a small Linux with shell, network and ACPI. */
  readonly kind: "tiny" | "linux";
  readonly title?: string;
  readonly description?: string;
  /** Where its disk is: in the directory every host mounts, or on the host alone. */
  readonly storage?: "shared" | "local";
  readonly memoryMib?: number;
  readonly vcpus?: number;
  readonly autostart?: boolean;
  /** Memory it rewrites per second, so that a migration lasts. */
  readonly dirtyMibPerSecond?: number;
  /** A tiny guest that ignores the ACPI power button. */
  readonly deaf?: boolean;
  readonly network?: boolean;
  /** The channel to QEMU's guest agent, which a Linux guest runs. */
  readonly agent?: boolean;
  /** The address a Linux guest takes, with its prefix: "10.77.5.101/24". */
  readonly address?: string;
}

export interface GuestXmlInput {
  readonly spec: GuestSpec;
  readonly uuid: string;
  readonly diskPath: string;
  /** Kernel command line, of a Linux guest only. */
  readonly commandLine?: string;
  readonly bootDirectory: string;
}

export const defaultMemoryMib = { tiny: 32, linux: 128 } as const;

const agentChannel =
  "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>";

export function guestXml(input: GuestXmlInput): string {
  const { spec, uuid, diskPath, commandLine, bootDirectory } = input;
  const linux = commandLine !== undefined;
  const boot = linux
    ? [
        `<kernel>${escapeXml(bootDirectory)}/vmlinuz</kernel>`,
        `<initrd>${escapeXml(bootDirectory)}/initrd</initrd>`,
        `<cmdline>${escapeXml(commandLine)}</cmdline>`,
      ]
    : ["<boot dev='hd'/>"];
  const network = [
    "<interface type='bridge'><source bridge='br0'/><model type='virtio'/>",
    // The network boot ROM would cost each start seconds.
    "<rom enabled='no'/></interface>",
  ];
  return [
    "<domain type='qemu'>",
    `<name>${escapeXml(spec.name)}</name>`,
    `<uuid>${uuid}</uuid>`,
    element("title", spec.title),
    element("description", spec.description),
    `<memory unit='MiB'>${spec.memoryMib ?? defaultMemoryMib[spec.kind]}</memory>`,
    `<vcpu>${spec.vcpus ?? 1}</vcpu>`,
    `<os><type arch='x86_64' machine='pc'>hvm</type>${boot.join("")}</os>`,
    "<features><acpi/><apic/></features>",
    "<devices>",
    `<disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none'/>`,
    `<source file='${escapeXml(diskPath)}'/><target dev='vda' bus='virtio'/></disk>`,
    ...(spec.network === false ? [] : network),
    "<serial type='pty'><target port='0'/></serial>",
    "<console type='pty'><target type='serial' port='0'/></console>",
    ...(spec.agent === true ? [agentChannel] : []),
    "<graphics type='vnc' autoport='yes' listen='127.0.0.1'/>",
    "<video><model type='vga' vram='16384' heads='1'/></video>",
    "<memballoon model='virtio'/>",
    "</devices>",
    "</domain>",
    "",
  ].join("\n");
}

function element(name: string, text: string | undefined): string {
  return text === undefined ? "" : `<${name}>${escapeXml(text)}</${name}>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("'", "&apos;")
    .replaceAll('"', "&quot;");
}
