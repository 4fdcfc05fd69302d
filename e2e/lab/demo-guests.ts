import { allEnded } from "./all-ended";
import type { GuestSpec } from "./guest-xml";
import type { Lab } from "./lab";

interface DemoGuest {
  readonly host: string;
  readonly running: boolean;
  readonly spec: GuestSpec;
}

/** A name that is also an attack on whoever prints it unescaped. */
export const hostileText = `<img src=x onerror="document.title='owned'">`;

/** The fleet a newcomer sees: most of it small, one of it Linux, one of it hostile. */
function demoGuests(lab: Lab): DemoGuest[] {
  return [
    {
      host: "kvm1",
      running: true,
      spec: {
        name: "web-01",
        kind: "linux",
        title: "Shop front end",
        description: "Small Linux: log in on the serial or the graphical console.",
        autostart: true,
        agent: true,
        address: lab.guestAddress(0),
      },
    },
    {
      host: "kvm1",
      running: true,
      spec: {
        name: "db-01",
        kind: "tiny",
        title: "Orders database",
        description: "Rewrites 8 MiB of memory a second.",
        memoryMib: 64,
        dirtyMibPerSecond: 8,
        autostart: true,
      },
    },
    {
      host: "kvm1",
      running: true,
      spec: {
        name: "ci-runner-07",
        kind: "tiny",
        title: "CI runner 7",
        description: "Its disk is on this host alone.",
        storage: "local",
      },
    },
    {
      host: "kvm2",
      running: true,
      spec: { name: "mail-01", kind: "tiny", title: "Mail relay", vcpus: 2, autostart: true },
    },
    {
      host: "kvm2",
      running: false,
      spec: {
        name: "web-02",
        kind: "linux",
        title: "Shop front end, spare",
        address: lab.guestAddress(1),
      },
    },
    {
      host: "kvm2",
      running: true,
      spec: {
        name: "legacy-erp",
        kind: "tiny",
        title: "旧 ERP 系统",
        description: "Ignores the power button, as old systems do.",
        deaf: true,
      },
    },
    { host: "kvm3", running: false, spec: { name: "build-01", kind: "tiny", title: "Build host" } },
    {
      host: "kvm3",
      running: true,
      spec: {
        name: "<b>odd-'01\"&",
        kind: "tiny",
        title: hostileText,
        description: `${hostileText}\n]]><script>document.title='owned'</script>`,
      },
    },
  ];
}

/** Defines the demo fleet, as far as its hosts exist, and starts what runs in it. */
export async function makeDemoGuests(lab: Lab): Promise<void> {
  const guests = demoGuests(lab);
  await allEnded(
    lab.hosts.map(async (host) => {
      for (const guest of guests.filter((candidate) => candidate.host === host.name)) {
        const uuid = await lab.defineGuest(host.name, guest.spec);
        if (guest.running) await host.virsh(["start", uuid]);
      }
    }),
  );
}
