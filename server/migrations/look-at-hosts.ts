import {
  type Connection,
  LibvirtError,
  typedParamsToObject,
  VIR_DOMAIN_JOB_BOUNDED,
  VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT,
  VIR_DOMAIN_JOB_OPERATION_UNKNOWN,
  VIR_DOMAIN_JOB_UNBOUNDED,
  VIR_ERR_NO_DOMAIN,
  VIR_ERR_OPERATION_TIMEOUT,
} from "node-libvirt";
import type { Fleet } from "../inventory/fleet-types";
import { isActive, machineState } from "../inventory/machine-state";
import { wireDomain } from "../machines/wire-domain";
import { type Copy, copyOf } from "./copies";

const LOOK_TIMEOUT_MS = 8_000;

export interface Seen {
  copy: Copy;
  state: string;
  reason: string;
  atMs: number;
}

/** What one host says of the machine now. Never throws: no answer is an answer here. */
export async function lookAt(
  fleet: Pick<Fleet, "session">,
  side: "source" | "destination",
  machine: { hostId: string; uuid: string; name: string },
): Promise<Seen> {
  const session = fleet.session(machine.hostId);
  if (!session) return seen("removed");
  try {
    return await ask(session.control(), side, machine);
  } catch {
    return seen("unreachable");
  }
}

async function ask(
  connection: Connection,
  side: "source" | "destination",
  machine: { uuid: string; name: string },
): Promise<Seen> {
  const dom = wireDomain(machine);
  const options = { timeoutMs: LOOK_TIMEOUT_MS };
  try {
    const [answer, hasJob] = await Promise.all([
      connection.remote.domainGetState({ dom, flags: 0 }, options),
      isLeaving(connection, machine),
    ]);
    const look = machineState(answer.state, answer.reason);
    const leaving = isActive(look.state) && hasJob;
    return seen(copyOf(side, { ...look, leaving }), look);
  } catch (error) {
    if (error instanceof LibvirtError && error.libvirtCode === VIR_ERR_NO_DOMAIN)
      return seen("absent");
    throw error;
  }
}

/** A job that cannot be asked about (a QEMU stuck on a cut line) is one that is there. */
async function isLeaving(
  connection: Connection,
  machine: { uuid: string; name: string },
): Promise<boolean> {
  try {
    const dom = wireDomain(machine);
    const job = await connection.remote.domainGetJobStats(
      { dom, flags: 0 },
      { timeoutMs: LOOK_TIMEOUT_MS },
    );
    if (job.type !== VIR_DOMAIN_JOB_BOUNDED && job.type !== VIR_DOMAIN_JOB_UNBOUNDED) return false;
    const { operation = VIR_DOMAIN_JOB_OPERATION_UNKNOWN } = typedParamsToObject(job.params);
    return (
      operation === VIR_DOMAIN_JOB_OPERATION_MIGRATION_OUT ||
      operation === VIR_DOMAIN_JOB_OPERATION_UNKNOWN
    );
  } catch (error) {
    // Any other answer of the daemon means that the machine is off, or gone.
    return !(error instanceof LibvirtError) || error.libvirtCode === VIR_ERR_OPERATION_TIMEOUT;
  }
}

const seen = (copy: Copy, look?: { state: string; reason: string }): Seen => ({
  copy,
  state: look?.state ?? copy,
  reason: look?.reason ?? "none",
  atMs: Date.now(),
});
