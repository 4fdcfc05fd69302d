import { LibvirtError, VIR_ERR_MIGRATE_UNSAFE } from "node-libvirt";
import { problemOfHostError } from "../../hosts/problem-of";
import { machineCapability } from "../../machines/capability";
import { wireDomain } from "../../machines/wire-domain";
import type { OperationView } from "../../operations/types";
import { flagsOf, paramsOf } from "../plan";
import { type Check, type Checked, callOptions, fail, near, pass } from "./check";

/** State, and who holds it, by the function that refuses at the start as well. */
export const machineState =
  (busyWith: OperationView | undefined): Check =>
  async ({ row, from, source }) => {
    const fresh = (await source.refreshMachine(row.uuid)) ?? row;
    const able = machineCapability("migrate", {
      row: fresh,
      hostLink: from.link,
      hostName: from.name,
      busyWith,
    });
    return able.allowed ? pass({ state: fresh.state }) : fail(able.problem);
  };

/** What libvirt itself says of a plan: it describes the machine for the move and moves nothing. */
export type Rehearsal = { ok: true } | { ok: false; unsafe: boolean; error: LibvirtError };

export async function rehearse(checked: Checked, copyStorage: boolean): Promise<Rehearsal> {
  const options = {
    ...checked.options,
    copyStorage,
    acceptUnsafe: false,
    mode: "managed",
  } as const;
  // Without CHANGE_PROTECTION the source keeps no job for us after it has answered.
  const flags = flagsOf({ options, handOver: false }) & ~CHANGE_PROTECTION;
  const params = paramsOf({
    options,
    handOver: false,
    name: checked.row.name,
    route: checked.route,
  });
  const dom = wireDomain(checked.row);
  try {
    const { remote } = near(checked);
    await remote.domainMigrateBegin3Params({ dom, params, flags }, callOptions(checked));
    return { ok: true };
  } catch (error) {
    if (!(error instanceof LibvirtError)) throw error;
    return { ok: false, unsafe: error.libvirtCode === VIR_ERR_MIGRATE_UNSAFE, error };
  }
}

const CHANGE_PROTECTION = 256;

/** Devices of the host that cannot follow, by libvirt's own rules. */
export const devices: Check = async (checked) => {
  const found = checked.domain.child("devices")?.children("hostdev") ?? [];
  const rehearsal = await rehearse(checked, true);
  if (rehearsal.ok || rehearsal.unsafe) return pass({ count: found.length });
  return fail({
    ...problemOfHostError(rehearsal.error),
    params: { machine: checked.row.name, host: checked.from.name, count: found.length },
  });
};
