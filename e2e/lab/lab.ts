import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { plainUser } from "./accounts";
import { makeDemoGuests } from "./demo-guests";
import { LabError } from "./errors";
import { type Faults, labFaults } from "./faults";
import type { GuestSpec } from "./guest-xml";
import { defineGuest, readCounter } from "./guests";
import { type LabHost, labHost } from "./host";
import { hostDirectory } from "./host-files";
import { bootHost, wireHost } from "./host-power";
import { withLabLock } from "./lock";
import {
  addressIn,
  dashboardByte,
  guestByte,
  type LabPlace,
  labPlace,
  prefixLength,
} from "./names";
import { endNamespace, isAlive } from "./namespace";
import { unplug } from "./network";
import { requireRootOnLinux } from "./packages";
import { type LabOptions, raise } from "./raise";
import { type LabState, readState, residentsOf, type StorageKind, writeState } from "./state";
import { takeDown } from "./take-down";

export interface Lab {
  readonly name: string;
  readonly directory: string;
  readonly storage: StorageKind;
  /** The address at which hosts see the machine that runs the lab. */
  readonly dashboardAddress: string;
  readonly hosts: readonly LabHost[];
  readonly faults: Faults;
  host(name: string): LabHost;
  /** Lets a public key line ("ssh-ed25519 AAAA…") sign in as root and as the plain user, everywhere. */
  addAuthorizedKey(publicKey: string): Promise<void>;
  /** Makes a disk and defines a guest, shut off. Gives its UUID. */
  defineGuest(host: string, spec: GuestSpec): Promise<string>;
  /** The counter of a running tiny guest: it goes on only while the guest executes. */
  readCounter(host: string, guest: string): Promise<number>;
  /** Power cut: every process of the host is gone at once, its disks stay. */
  powerOff(host: string): Promise<void>;
  powerOn(host: string): Promise<void>;
  /** The address, with its prefix, of the lab's guest number `index` (from 0), for its GuestSpec. */
  guestAddress(index: number): string;
  down(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const repository = fileURLToPath(new URL("../..", import.meta.url));

export function defaultPlace(name?: string): LabPlace {
  return labPlace(repository, process.env, name);
}

/** Raises a lab, or gives the one of that name that is up already. */
export async function raiseLab(options: LabOptions & { name?: string } = {}): Promise<Lab> {
  requireRootOnLinux();
  const place = defaultPlace(options.name);
  return withLabLock(place, async () => {
    const found = await readState(place).catch(() => undefined);
    const up = found?.phase === "up" && residentsOf(found).every(isAlive);
    if (up) return labOf(place, found);
    const lab = labOf(place, await raise(place, options));
    if (options.guests === "demo") {
      options.onStep?.("guests");
      await makeDemoGuests(lab);
    }
    return lab;
  });
}

/** The lab of that name if it is up. */
export async function openLab(name?: string): Promise<Lab> {
  requireRootOnLinux();
  const place = defaultPlace(name);
  const state = await readState(place);
  if (state?.phase !== "up") throw new LabError("not-up", `lab "${place.name}" is not up`);
  return labOf(place, state);
}

/** Takes a lab down in whatever condition it is. */
export async function downLab(name?: string): Promise<void> {
  requireRootOnLinux();
  const place = defaultPlace(name);
  await withLabLock(place, () => takeDown(place));
}

function labOf(place: LabPlace, raised: LabState): Lab {
  let state = raised;
  const hosts = state.hosts.map(({ name }) => labHost(place, () => state, name));
  const host = (name: string): LabHost => {
    const found = hosts.find((candidate) => candidate.name === name);
    if (found === undefined) throw new LabError("usage", `this lab has no host ${name}`);
    return found;
  };
  const keep = async (name: string, resident: LabState["switch"] | null) => {
    const changed = state.hosts.map((old) => (old.name === name ? { ...old, resident } : old));
    state = { ...state, hosts: changed };
    await writeState(place, state);
  };
  const down = () => withLabLock(place, () => takeDown(place));
  return {
    name: place.name,
    directory: place.directory,
    storage: state.storage,
    dashboardAddress: addressIn(state.subnet, dashboardByte),
    hosts,
    host,
    faults: labFaults(place, () => state, host),
    addAuthorizedKey: (publicKey) => authorize(place, state, publicKey),
    defineGuest: (name, spec) => defineGuest(host(name), spec),
    readCounter: (name, guest) => readCounter(host(name), guest),
    guestAddress: (index) => `${addressIn(state.subnet, guestByte(index))}/${prefixLength}`,
    powerOff: async (name) => {
      const resident = host(name).resident();
      await endNamespace(resident);
      await unplug(state.switch, name);
      await keep(name, null);
    },
    powerOn: async (name) => {
      const found = state.hosts.find((candidate) => candidate.name === name);
      if (found === undefined || host(name).isUp()) {
        throw new LabError("usage", `${name} is no host of this lab that is powered off`);
      }
      const resident = await wireHost(place, state, {
        host: found,
        keep: (fresh) => keep(name, fresh),
      });
      await bootHost(place, { state, host: found, resident, storeReady: Promise.resolve() });
    },
    down,
    [Symbol.asyncDispose]: down,
  };
}

async function authorize(place: LabPlace, state: LabState, publicKey: string): Promise<void> {
  const line = publicKey.trim();
  if (!/^[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( [^\r\n]*)?$/.test(line)) {
    throw new LabError("usage", "that is no public key line");
  }
  for (const { name } of state.hosts) {
    const tree = hostDirectory(place, name);
    for (const home of ["root", join("home", plainUser.name)]) {
      const path = join(tree, home, ".ssh/authorized_keys");
      const known = (await readFile(path, "utf8")).split("\n").includes(line);
      if (!known) await appendFile(path, `${line}\n`);
    }
  }
}
