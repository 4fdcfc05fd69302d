import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { allEnded } from "./all-ended";
import { mountVolume } from "./gluster";
import { startDaemon } from "./host-daemons";
import { hostMounts, writeBootId } from "./host-files";
import { type LabPlace, sharedDirectory } from "./names";
import { raiseNamespace, runInside } from "./namespace";
import { plugIn } from "./network";
import type { HostState, LabState, Resident } from "./state";

/** The directory all hosts mount when the lab runs without a network file system. */
function bindSource(place: LabPlace): string {
  return join(place.directory, "shared");
}

/** A host without its daemons: its namespaces, told to `keep` at once so that nothing gets lost. */
export async function wireHost(
  place: LabPlace,
  state: LabState,
  { host, keep }: { host: HostState; keep: (resident: Resident) => Promise<void> },
): Promise<Resident> {
  const resident = await raiseNamespace(place);
  await keep(resident);
  await runInside(place, resident, { argv: ["hostname", host.name] });
  await plugIn(state.switch, { name: host.name, address: host.address, resident });
  return resident;
}

export interface BootInput {
  readonly state: LabState;
  readonly host: HostState;
  readonly resident: Resident;
  /** Settles when the shared storage can be mounted. */
  readonly storeReady: Promise<void>;
}

/** Mounts a wired host's file systems and starts its daemons; sshd and libvirtd answer afterwards. */
export async function bootHost(place: LabPlace, input: BootInput): Promise<void> {
  const { state, host, resident, storeReady } = input;
  const bindShared = state.storage === "bind" ? bindSource(place) : undefined;
  if (bindShared !== undefined) await mkdir(bindShared, { recursive: true });
  await writeBootId(place, host.name);
  for (const mount of hostMounts(place, host.name, bindShared)) {
    await runInside(place, resident, { argv: ["mount", ...mount] });
  }
  const mounted = async () => {
    await storeReady;
    if (state.store === null) return;
    const storeAddress = state.store.address;
    await mountVolume(place, resident, { storeAddress, path: sharedDirectory });
  };
  const libvirt = async () => {
    await startDaemon({ place, resident, daemon: "virtlogd" });
    // Autostarted machines need their disks, so the storage comes first, as on a real host.
    await mounted();
    await startDaemon({ place, resident, daemon: "libvirtd" });
  };
  await allEnded([libvirt(), startDaemon({ place, resident, daemon: "sshd" })]);
}
