import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { allEnded } from "./all-ended";
import { type Certificate, issueCertificate, makeAuthority } from "./certificates";
import { raiseVolume } from "./gluster";
import { makeGuestImage } from "./guest-image";
import { rememberCapabilities, writeHostFiles, writeTrust } from "./host-files";
import { bootHost, wireHost } from "./host-power";
import { addressIn, dashboardByte, hostByte, hostNames, type LabPlace, storeByte } from "./names";
import { raiseNamespace } from "./namespace";
import { plugIn, raiseSwitch } from "./network";
import { requirePackages } from "./packages";
import { run } from "./run";
import { knownHostsText, makeSshKey } from "./ssh-keys";
import { type HostState, type LabState, type StorageKind, writeState } from "./state";
import { takeDown } from "./take-down";

export interface LabOptions {
  readonly hosts?: number;
  readonly storage?: StorageKind;
  /** "demo" defines and starts the machines of demo-guests.ts; the default is none. */
  readonly guests?: "none" | "demo";
  /** Told what is being done, for a person who waits. */
  readonly onStep?: (step: string) => void;
}

/** Raises a lab from nothing: what an earlier one left is removed first, and itself if it fails. */
export async function raise(place: LabPlace, options: LabOptions): Promise<LabState> {
  await requirePackages();
  await takeDown(place);
  try {
    return await raiseAll(place, options);
  } catch (error) {
    await takeDown(place);
    throw error;
  }
}

async function raiseAll(place: LabPlace, options: LabOptions): Promise<LabState> {
  const step = options.onStep ?? (() => {});
  step("guest kernel");
  await makeGuestImage(place);
  step("network");
  const names = hostNames(options.hosts ?? 3);
  let state = await raiseNetwork(place, names, options.storage ?? "gluster");
  step("hosts");
  const keep = async (name: string, resident: LabState["switch"]) => {
    const hosts = state.hosts.map((host) => (host.name === name ? { ...host, resident } : host));
    state = { ...state, hosts };
    await writeState(place, state);
  };
  for (const host of state.hosts) {
    await wireHost(place, state, { host, keep: (resident) => keep(host.name, resident) });
  }
  state = await withStore(place, state);
  const storeReady = startStore(place, state);
  const booted = async () => {
    await writeAllFiles(place, state);
    step("libvirtd and sshd");
    const boots = state.hosts.map(async (host) => {
      const { resident } = host;
      if (resident !== null) await bootHost(place, { state, host, resident, storeReady });
    });
    await allEnded(boots);
  };
  await allEnded([storeReady, booted()]);
  await rememberCapabilities(place, names[0] ?? "");
  state = { ...state, phase: "up" };
  await writeState(place, state);
  return state;
}

async function raiseNetwork(
  place: LabPlace,
  names: readonly string[],
  storage: StorageKind,
): Promise<LabState> {
  await mkdir(place.directory, { recursive: true, mode: 0o700 });
  const switchNode = await raiseNamespace(place);
  const subnet = await raiseSwitch(place, switchNode);
  const hosts = names.map((name, index): HostState => {
    const password = randomBytes(9).toString("base64url");
    const address = addressIn(subnet, hostByte(index));
    return { name, address, uuid: randomUUID(), password, resident: null };
  });
  const store =
    storage === "bind"
      ? null
      : { name: "store", address: addressIn(subnet, storeByte), resident: null };
  const { name, directory } = place;
  const common = { version: 1, phase: "raising", name, directory } as const;
  const state: LabState = { ...common, subnet, storage, switch: switchNode, store, hosts };
  await writeState(place, state);
  return state;
}

async function withStore(place: LabPlace, state: LabState): Promise<LabState> {
  if (state.store === null) return state;
  const resident = await raiseNamespace(place);
  const { name, address } = state.store;
  const changed = { ...state, store: { ...state.store, resident } };
  await writeState(place, changed);
  await plugIn(state.switch, { name, address, resident });
  return changed;
}

async function startStore(place: LabPlace, state: LabState): Promise<void> {
  const { store } = state;
  if (store === null || store.resident === null) return;
  const nodes = [...state.hosts, store];
  await raiseVolume(place, { store: { ...store, resident: store.resident }, nodes });
}

async function writeAllFiles(place: LabPlace, state: LabState): Promise<void> {
  const authority = await makeAuthority(join(place.directory, "pki"));
  const [labKey] = await allEnded([
    makeSshKey(join(place.directory, "ssh/id_ed25519"), `lab ${place.name}`),
    makeDashboardCertificate(place, state, authority),
  ]);
  const keys = await allEnded(
    state.hosts.map(async (host) => ({
      host,
      ...(await writeHostFiles(place, { state, host, authority })),
    })),
  );
  const knownHosts = keys.map(({ host, hostKey }) => ({
    names: [host.name, host.address],
    publicKey: hostKey,
  }));
  const authorized = [labKey, ...keys.map(({ rootKey }) => rootKey)];
  await allEnded([
    ...state.hosts.map(({ name }) => writeTrust(place, name, { authorized, knownHosts })),
    writeFile(join(place.directory, "ssh/known_hosts"), knownHostsText(knownHosts)),
  ]);
}

/** A directory as libvirt's URI parameter `pkipath` wants it. */
async function makeDashboardCertificate(
  place: LabPlace,
  state: LabState,
  authority: Certificate,
): Promise<void> {
  const directory = join(place.directory, "pki/dashboard");
  await mkdir(directory, { recursive: true });
  const subject = { name: "client", address: addressIn(state.subnet, dashboardByte) };
  await issueCertificate(directory, authority, subject);
  await run(["cp", authority.certificatePath, directory]);
}
