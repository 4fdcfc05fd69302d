import type { ArchiveEntry } from "./cpio-archive";
import type { GuestSpec } from "./guest-xml";

/** The kernel command line of a Linux guest; `lab.*` is read by its start script. */
export function linuxCommandLine(spec: GuestSpec): string {
  const words = [
    "console=tty0 console=ttyS0 quiet panic=5 mitigations=off nokaslr",
    `lab.name=${spec.name.replace(/[^a-zA-Z0-9-]/g, "-")}`,
  ];
  if (spec.address !== undefined) words.push(`lab.address=${spec.address}`);
  if (spec.dirtyMibPerSecond !== undefined) words.push(`lab.dirty=${spec.dirtyMibPerSecond}`);
  return words.join(" ");
}

/** Kernel modules in loading order; those built into the kernel have no file and are left out. */
export const guestModules = [
  ...["virtio_ring", "virtio", "virtio_pci_legacy_dev", "virtio_pci_modern_dev", "virtio_pci"],
  ...["failover", "net_failover", "virtio_net", "virtio_blk", "virtio_balloon", "virtio_console"],
  ...["button", "evdev"],
] as const;

const init = `#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin
exec /bin/init
`;

const inittab = `::sysinit:/etc/start
ttyS0::respawn:-/bin/sh
tty1::respawn:-/bin/sh
::respawn:/etc/counter
::respawn:/etc/neighbours
::respawn:/etc/dirtier
::respawn:/etc/agent
::respawn:/bin/acpid -f -c /etc/acpi -l /dev/null
::ctrlaltdel:/bin/reboot
`;

const start = `#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
mount -t tmpfs -o size=75% run /run
for module in $(cat /lib/modules/order); do insmod /lib/modules/$module.ko; done
for word in $(cat /proc/cmdline); do
  case $word in lab.*) echo "\${word#lab.}" | sed 's/=\\(.*\\)/="\\1"/' >> /run/settings;; esac
done
. /run/settings
hostname "$name"
ip link set lo up
ip link set eth0 up
[ -n "$address" ] && ip address add "$address" dev eth0
echo "$name is up" > /dev/ttyS0
`;

const counter = `#!/bin/sh
count=0
while :; do
  count=$((count + 1))
  echo $count > /run/counter
  usleep 200000
done
`;

// A host learns a guest's address from its neighbour table: the guest has to speak to it first.
const neighbours = `#!/bin/sh
. /run/settings
while [ -n "$address" ]; do
  for last in 1 11 12 13; do ping -c 1 -W 1 \${address%.*}.$last; done > /dev/null 2>&1
  sleep 20
done
sleep 1000000
`;

const dirtier = `#!/bin/sh
. /run/settings
[ -n "$dirty" ] && dd if=/dev/urandom of=/run/noise bs=1M count=1 2> /dev/null
block=0
while [ -n "$dirty" ]; do
  for _ in $(seq $dirty); do
    dd if=/run/noise of=/run/dirt bs=1M seek=$block conv=notrunc 2> /dev/null
    block=$(((block + 1) % 32))
  done
  sleep 1
done
sleep 1000000
`;

/** QEMU's guest agent, where the machine has the channel for it. */
const agent = `#!/bin/sh
for port in /sys/class/virtio-ports/*; do
  [ "$(cat $port/name)" = org.qemu.guest_agent.0 ] || continue
  exec qemu-ga -m virtio-serial -p /dev/\${port##*/} -t /run -l /dev/null
done
sleep 1000000
`;

/** What the agent calls to shut down (-P) and to restart (-r). */
const shutdown = `#!/bin/sh
case " $* " in *" -r "*) exec reboot;; *) exec poweroff;; esac
`;

const profile = `. /run/settings
export PS1="$name# " PATH=/bin HOME=/
`;

const powerButton = "#!/bin/sh\nexec poweroff\n";

/** The guest's whole file system but for busybox and the modules. */
export const guestFiles: readonly ArchiveEntry[] = [
  ...["bin", "dev", "etc", "etc/acpi", "etc/acpi/PWRF", "lib", "lib/modules"].map(directory),
  ...["proc", "run", "sbin", "sys", "tmp"].map(directory),
  { kind: "character-device", path: "dev/console", major: 5, minor: 1 },
  { kind: "character-device", path: "dev/null", major: 1, minor: 3 },
  script("init", init),
  script("etc/inittab", inittab),
  script("etc/start", start),
  script("etc/counter", counter),
  script("etc/neighbours", neighbours),
  script("etc/dirtier", dirtier),
  script("etc/agent", agent),
  script("sbin/shutdown", shutdown),
  script("etc/profile", profile),
  script("etc/acpi/PWRF/00000080", powerButton),
  script("etc/passwd", "root::0:0:root:/:/bin/sh\n"),
];

function directory(path: string): ArchiveEntry {
  return { kind: "directory", path };
}

function script(path: string, text: string): ArchiveEntry {
  return { kind: "file", path, content: Buffer.from(text), mode: 0o755 };
}
