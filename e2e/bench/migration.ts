import { routeTo } from "@/server/migrations/plan";
import type { MigrationMode } from "@/server/migrations/schema";
import { startMigration } from "@/server/migrations/start";
import { type ServerLab, startServerLab } from "@/server/migrations/testing/server-lab";
import { type Figure, figure, lowerQuartile } from "./figure";
import { until } from "./until";

const GUEST = "traveller";
/** Even: each side goes as often from kvm1 to kvm2 as back. The difference is small where the source does the work. */
const ROUNDS: Record<MigrationMode, number> = { peerToPeer: 30, managed: 10 };
/** Left uncounted: both sides measured warm. */
const WARM_UP = 2;

interface Way {
  from: string;
  to: string;
}

/** libvirt's own time for the last migration of the guest that arrived on this host. */
async function jobMs(s: ServerLab, host: string): Promise<number> {
  const text = await s.lab.host(host).virsh(["domjobinfo", GUEST, "--completed"]);
  const elapsed = /Time elapsed:\s+(\d+)\s+ms/.exec(text)?.[1];
  if (elapsed === undefined) throw new Error(`no completed job: ${text}`);
  return Number(elapsed);
}

/** On the source host, with the URIs that we use: the destination's daemon is reached in the same way. */
async function byVirsh(s: ServerLab, mode: MigrationMode, { from, to }: Way): Promise<number> {
  const { peerUri, migrateUri } = routeTo(s.runtime().fleet.host(to)?.uri ?? "");
  if (!peerUri || !migrateUri) throw new Error(`${to} has no address`);
  const startedMs = performance.now();
  await s.lab
    .host(from)
    .virsh([
      ...["migrate", "--live", "--persistent", "--undefinesource"],
      ...(mode === "peerToPeer" ? ["--p2p"] : []),
      ...[GUEST, peerUri, "--migrateuri", migrateUri],
    ]);
  const wallMs = performance.now() - startedMs;
  return wallMs - (await jobMs(s, to));
}

async function byUs(
  s: ServerLab,
  uuid: string,
  { mode, from, to }: Way & { mode: MigrationMode },
): Promise<number> {
  const startedMs = performance.now();
  const { id } = await startMigration(s.verb(), {
    machine: { hostId: from, uuid },
    destinationId: to,
    options: { mode, copyStorage: false, autoConverge: false, acceptUnsafe: false },
    intent: crypto.randomUUID(),
  });
  const end = await s.ended(id);
  if (end.state !== "succeeded") throw new Error(`the migration ${end.state}`);
  const wallMs = performance.now() - startedMs;
  return wallMs - (await jobMs(s, to));
}

/** Neither side may meet what the other has left unfinished. */
async function arrived(s: ServerLab, uuid: string, { from, to }: Way): Promise<void> {
  const { fleet } = s.runtime();
  const settled = () =>
    fleet.machineDetail({ hostId: to, uuid })?.state === "running" &&
    fleet.machine({ hostId: from, uuid }) === undefined;
  await until(settled, 10_000, 20);
}

async function compare(s: ServerLab, uuid: string, mode: MigrationMode): Promise<Figure> {
  const ours: number[] = [];
  const theirs: number[] = [];
  let way = { from: "kvm1", to: "kvm2" };
  for (let n = -2 * WARM_UP; n < 2 * ROUNDS[mode]; n++) {
    // We, they, they, we: both go in both directions, neither always first.
    const isOurs = (n & 3) === 0 || (n & 3) === 3;
    const addedMs = isOurs ? byUs(s, uuid, { mode, ...way }) : byVirsh(s, mode, way);
    const measured = isOurs ? ours : theirs;
    if (n < 0) await addedMs;
    else measured.push(await addedMs);
    await arrived(s, uuid, way);
    way = { from: way.to, to: way.from };
  }
  return figure({
    id: `migration-overhead-${mode}`,
    value: lowerQuartile(ours),
    unit: "ms over libvirt's job",
    against: {
      name: `virsh migrate${mode === "peerToPeer" ? " --p2p" : ""}`,
      value: lowerQuartile(theirs),
    },
    atMost: 1,
  });
}

/** What we add to libvirt's own migration job, against what `virsh migrate` adds. */
export async function benchMigration(): Promise<Figure[]> {
  const s = await startServerLab("bench-migrations", 2);
  try {
    const uuid = await s.guest("kvm1", { name: GUEST });
    return [await compare(s, uuid, "peerToPeer"), await compare(s, uuid, "managed")];
  } finally {
    await s.dispose();
  }
}
