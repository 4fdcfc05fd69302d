import {
  type Connection,
  type Domain,
  LibvirtError,
  parseUuid,
  VIR_DOMAIN_XML_INACTIVE,
  VIR_ERR_NO_DOMAIN,
} from "node-libvirt";
import type { MachineXml } from "../machines/types";
import type { MachineReading } from "./machine-reading";

const CALL_TIMEOUT_MS = 10_000;
const options = { timeoutMs: CALL_TIMEOUT_MS };

/** libvirtd finds a machine by its UUID alone; the rest of the reference is for its messages. */
export function domainRef(uuid: string, runId = -1): Domain {
  return { name: uuid, uuid: parseUuid(uuid), id: runId };
}

/** Name, state, vCPUs and memory, in one round trip. undefined: the host knows it no more. */
export async function readMachine(
  { remote }: Connection,
  uuid: string,
): Promise<MachineReading | undefined> {
  const dom = domainRef(uuid);
  return unlessGone(async () => {
    const [found, state, info] = await Promise.all([
      remote.domainLookupByUuid({ uuid: dom.uuid }, options),
      remote.domainGetState({ dom, flags: 0 }, options),
      remote.domainGetInfo({ dom }, options),
    ]);
    return {
      uuid,
      name: found.dom.name,
      runId: found.dom.id,
      state: state.state,
      reason: state.reason,
      ...infoOf(info),
    };
  });
}

export type MachineInfo = Pick<
  MachineReading,
  "vcpus" | "memoryKib" | "memoryMaxKib" | "cpuTimeNs"
>;

/** vCPUs and memory; asks libvirtd only, never the guest's monitor. */
export async function readInfo(
  { remote }: Connection,
  uuid: string,
): Promise<MachineInfo | undefined> {
  return unlessGone(async () =>
    infoOf(await remote.domainGetInfo({ dom: domainRef(uuid) }, options)),
  );
}

export type MachineFlags = Required<
  Pick<MachineReading, "autostart" | "persistent" | "hasManagedSave">
>;

export async function readFlags(
  { remote }: Connection,
  uuid: string,
): Promise<MachineFlags | undefined> {
  const dom = domainRef(uuid);
  return unlessGone(async () => {
    const { persistent } = await remote.domainIsPersistent({ dom }, options);
    // a transient machine has neither, and asking is an error
    if (persistent !== 1) return { persistent: false, autostart: false, hasManagedSave: false };
    const [start, saved] = await Promise.all([
      remote.domainGetAutostart({ dom }, options),
      remote.domainHasManagedSaveImage({ dom, flags: 0 }, options),
    ]);
    return {
      persistent: true,
      autostart: start.autostart === 1,
      hasManagedSave: saved.result === 1,
    };
  });
}

/** As it runs, and as it will start next. */
export async function readXml(
  { remote }: Connection,
  uuid: string,
  is: { active: boolean; persistent: boolean },
): Promise<MachineXml | undefined> {
  const dom = domainRef(uuid);
  const read = async (flags: number) =>
    (await remote.domainGetXmlDesc({ dom, flags }, options)).xml;
  return unlessGone(async () => {
    const [live, inactive] = await Promise.all([
      is.active ? read(0) : null,
      is.persistent ? read(VIR_DOMAIN_XML_INACTIVE) : null,
    ]);
    return { live, inactive, readAtMs: Date.now() };
  });
}

async function unlessGone<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof LibvirtError && error.libvirtCode === VIR_ERR_NO_DOMAIN) return undefined;
    throw error;
  }
}

function infoOf(info: {
  maxMem: bigint;
  memory: bigint;
  nrVirtCpu: number;
  cpuTime: bigint;
}): MachineInfo {
  return {
    vcpus: info.nrVirtCpu,
    memoryKib: Number(info.memory),
    memoryMaxKib: Number(info.maxMem),
    cpuTimeNs: Number(info.cpuTime),
  };
}
