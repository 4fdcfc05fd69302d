import {
  type Connection,
  LibvirtError,
  VIR_DOMAIN_UNDEFINE_KEEP_NVRAM,
  VIR_DOMAIN_UNDEFINE_MANAGED_SAVE,
  VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA,
  VIR_ERR_INVALID_ARG,
} from "node-libvirt";
import type { Fleet } from "../inventory/fleet-types";
import { wireDomain } from "../machines/wire-domain";
import type { OperationPhase } from "../operations/types";
import type { Step } from "./decide";
import type { MigrationParams } from "./migration-params";

/** What a step is called in the record; written before it is taken. */
export const phaseOfStep: Record<Step, OperationPhase> = {
  abortJob: "perform",
  resumeDestination: "handOver",
  resumeSource: "rollBack",
  destroyDestination: "rollBack",
  undefineDestination: "cleanUp",
  destroySource: "cleanUp",
  undefineSource: "cleanUp",
};

const STEP_TIMEOUT_MS = 60_000;
const options = { timeoutMs: STEP_TIMEOUT_MS };

/** One step on one host. That it worked is found out by looking again. */
export async function takeStep(
  fleet: Pick<Fleet, "session">,
  step: Step,
  params: MigrationParams,
): Promise<void> {
  const atDestination = step.endsWith("Destination");
  const hostId = atDestination ? params.destinationId : params.machine.hostId;
  const session = fleet.session(hostId);
  if (!session) return;
  const connection = session.control();
  const dom = wireDomain({ name: params.name, uuid: params.machine.uuid });
  switch (step) {
    case "abortJob":
      return connection.remote.domainAbortJob({ dom }, options);
    case "resumeDestination":
    case "resumeSource":
      return connection.remote.domainResume({ dom }, options);
    case "destroyDestination":
    case "destroySource":
      return connection.remote.domainDestroyFlags({ dom, flags: 0 }, options);
    case "undefineDestination":
    case "undefineSource":
      return undefine(connection, dom);
  }
}

/** The definition only: firmware variables belong to the machine wherever it is now. Old daemons know fewer flags. */
async function undefine({ remote }: Connection, dom: ReturnType<typeof wireDomain>): Promise<void> {
  const flags =
    VIR_DOMAIN_UNDEFINE_KEEP_NVRAM |
    VIR_DOMAIN_UNDEFINE_MANAGED_SAVE |
    VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA;
  try {
    await remote.domainUndefineFlags({ dom, flags }, options);
  } catch (error) {
    if (!(error instanceof LibvirtError) || error.libvirtCode !== VIR_ERR_INVALID_ARG) throw error;
    await remote.domainUndefine({ dom }, options);
  }
}
