import {
  hypervisorVersion,
  LibvirtError,
  libvirtVersion,
  nodeMemoryStats,
  parseUuid,
  type Version,
  VIR_CPU_COMPARE_INCOMPATIBLE,
  VIR_ERR_CPU_INCOMPATIBLE,
  VIR_ERR_NO_DOMAIN,
} from "node-libvirt";
import type { XmlElement } from "../../xml/element";
import {
  because,
  type Check,
  callOptions,
  fail,
  far,
  near,
  pass,
  unlessMissing,
  warn,
} from "./check";

export const nameFree: Check = async (checked) => {
  const { row, to } = checked;
  const { remote } = far(checked);
  const options = callOptions(checked);
  const [byUuid, byName] = await Promise.all([
    unlessMissing([VIR_ERR_NO_DOMAIN], () =>
      remote.domainLookupByUuid({ uuid: parseUuid(row.uuid) }, options),
    ),
    unlessMissing([VIR_ERR_NO_DOMAIN], () =>
      remote.domainLookupByName({ name: row.name }, options),
    ),
  ]);
  if (!byUuid && !byName) return pass();
  const taken = byUuid ? "uuid" : "name";
  return fail(because(checked, "migrationNameTaken", { host: to, params: { taken } }));
};

const text = ({ major, minor, release }: Version) => `${major}.${minor}.${release}`;
const isOlder = (a: Version, b: Version) =>
  a.major !== b.major
    ? a.major < b.major
    : a.minor !== b.minor
      ? a.minor < b.minor
      : a.release < b.release;

/** Newer to older is what libvirt does not promise; a machine type the destination lacks ends it. */
export const versions: Check = async (checked) => {
  const options = callOptions(checked);
  const [fromLibvirt, toLibvirt, fromQemu, toQemu] = await Promise.all([
    libvirtVersion(near(checked), options),
    libvirtVersion(far(checked), options),
    hypervisorVersion(near(checked), options),
    hypervisorVersion(far(checked), options),
  ]);
  const params = {
    fromLibvirt: text(fromLibvirt),
    toLibvirt: text(toLibvirt),
    fromQemu: text(fromQemu),
    toQemu: text(toQemu),
  };
  const type = checked.domain.child("os")?.child("type");
  try {
    await far(checked).remote.connectGetDomainCapabilities(
      {
        emulatorbin: null,
        arch: type?.attr("arch") ?? null,
        machine: type?.attr("machine") ?? null,
        virttype: checked.domain.attr("type"),
        flags: 0,
      },
      options,
    );
  } catch (error) {
    if (!(error instanceof LibvirtError)) throw error;
    const detail = error.message;
    return fail(because(checked, "libvirtTooOld", { detail, params }));
  }
  if (isOlder(toLibvirt, fromLibvirt) || isOlder(toQemu, fromQemu))
    return { ...warn(because(checked, "libvirtTooOld", { params })), params };
  return pass(params);
};

/** The CPU the guest sees now, against what the destination's hypervisor can give it. */
export const cpu: Check = async (checked) => {
  const element = checked.domain.child("cpu");
  const mode = element?.attr("mode") ?? "default";
  if (!element) return pass({ mode });
  const options = callOptions(checked);
  const type = checked.domain.child("os")?.child("type");
  // A passed-through CPU has no model of its own: the source's host CPU is what the guest sees.
  const xmlCpu = mode === "host-passthrough" ? await hostCpu(checked) : cpuText(element);
  if (xmlCpu === undefined) return pass({ mode });
  try {
    const { result } = await far(checked).remote.connectCompareHypervisorCpu(
      {
        emulator: null,
        arch: type?.attr("arch") ?? null,
        machine: type?.attr("machine") ?? null,
        virttype: checked.domain.attr("type"),
        xmlCpu,
        flags: 0,
      },
      options,
    );
    if (result !== VIR_CPU_COMPARE_INCOMPATIBLE) return pass({ mode });
    const problem = because(checked, "migrationCpu", { params: { mode } });
    return mode === "host-passthrough" ? warn(problem) : fail(problem);
  } catch (error) {
    if (!(error instanceof LibvirtError)) throw error;
    const problem = because(checked, "migrationCpu", { detail: error.message, params: { mode } });
    return error.libvirtCode === VIR_ERR_CPU_INCOMPATIBLE ? fail(problem) : warn(problem);
  }
};

async function hostCpu(checked: Parameters<Check>[0]): Promise<string | undefined> {
  const { capabilities } = await near(checked).remote.connectGetCapabilities(callOptions(checked));
  return /<host>[\s\S]*?(<cpu>[\s\S]*?<\/cpu>)/.exec(capabilities)?.[1];
}

const named = /^[A-Za-z0-9_.:-]{1,64}$/;

/** Only what the comparison reads: model, vendor and features. Names that are none are left out. */
function cpuText(element: XmlElement): string | undefined {
  const model = element.child("model")?.text.trim();
  if (!model || !named.test(model)) return undefined;
  const features = element.children("feature").flatMap((feature) => {
    const [policy, name] = [feature.attr("policy"), feature.attr("name")];
    return policy && name && named.test(name) && named.test(policy)
      ? [`<feature policy='${policy}' name='${name}'/>`]
      : [];
  });
  return `<cpu mode='custom' match='exact'><model fallback='forbid'>${model}</model>${features.join("")}</cpu>`;
}

/** Free, or used by caches the kernel gives back. Too little is a warning: memory can be overcommitted. */
export const memory: Check = async (checked) => {
  const stats = await nodeMemoryStats(far(checked), -1, callOptions(checked));
  const kib = ["free", "buffers", "cached"].reduce(
    (sum, name) => sum + Number(stats[name] ?? 0),
    0,
  );
  const params = { neededKib: checked.row.memoryKib, freeKib: kib };
  if (kib >= checked.row.memoryKib) return pass(params);
  return { ...warn(because(checked, "noSpace", { params })), params };
};
