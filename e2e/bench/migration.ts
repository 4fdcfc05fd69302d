import { startMigration } from "@/server/migrations/start";
import { type ServerLab, startServerLab } from "@/server/migrations/testing/server-lab";
import { type Figure, figure, median } from "./figure";
import { until } from "./until";

const GUEST = "traveller";
const ROUNDS = 5;

/** libvirt's own time for the last migration of the guest that arrived on this host. */
async function jobMs(s: ServerLab, host: string): Promise<number> {
  const text = await s.lab.host(host).virsh(["domjobinfo", GUEST, "--completed"]);
  const elapsed = /Time elapsed:\s+(\d+)\s+ms/.exec(text)?.[1];
  if (elapsed === undefined) throw new Error(`no completed job: ${text}`);
  return Number(elapsed);
}

async function byVirsh(s: ServerLab, from: string, to: string): Promise<number> {
  const startedMs = performance.now();
  const destination = s.lab.host(to);
  await s.lab
    .host(from)
    .virsh([
      ...["migrate", "--live", "--p2p", "--persistent", "--undefinesource", GUEST],
      ...[destination.uris.tcp, "--migrateuri", `tcp://${destination.address}`],
    ]);
  const wallMs = performance.now() - startedMs;
  return wallMs - (await jobMs(s, to));
}

async function byUs(s: ServerLab, uuid: string, from: string, to: string): Promise<number> {
  const { fleet } = s.runtime();
  const settled = () =>
    fleet.machine({ hostId: from, uuid })?.state === "running" &&
    fleet.machine({ hostId: to, uuid }) === undefined;
  await until(settled, 10_000, 20);
  const startedMs = performance.now();
  const { id } = await startMigration(s.verb(), {
    machine: { hostId: from, uuid },
    destinationId: to,
    options: { mode: "peerToPeer", copyStorage: false, autoConverge: false, acceptUnsafe: false },
    intent: crypto.randomUUID(),
  });
  const end = await s.ended(id);
  if (end.state !== "succeeded") throw new Error(`the migration ${end.state}`);
  const wallMs = performance.now() - startedMs;
  return wallMs - (await jobMs(s, to));
}

/** What we add to libvirt's own migration job, against what `virsh migrate` adds. */
export async function benchMigration(): Promise<Figure[]> {
  const s = await startServerLab("bench-migrations", 2);
  try {
    const uuid = await s.guest("kvm1", { name: GUEST });
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push(await byVirsh(s, "kvm1", "kvm2"));
      ours.push(await byUs(s, uuid, "kvm2", "kvm1"));
    }
    return [
      figure({
        id: "migration-overhead",
        value: median(ours),
        unit: "ms over libvirt's job",
        against: { name: "virsh migrate --p2p", value: median(theirs) },
        atMost: 1,
      }),
    ];
  } finally {
    await s.dispose();
  }
}
