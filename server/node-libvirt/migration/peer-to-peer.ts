import { LibvirtError } from "../errors/libvirt-error";
import { VIR_MIGRATE_PEER2PEER } from "../protocol/constants.gen";
import { asError } from "./as-error";
import { checkPeerToPeer } from "./features";
import { PERFORM_TIMEOUT_MS, performUntilAborted } from "./perform";
import { isCancellation } from "./rules";
import type { MigrationRequest, MigrationResult } from "./types";

export interface PeerToPeerRequest extends MigrationRequest {
  /** The destination daemon as the source host reaches it: `qemu+tls://kvm2/system`. */
  dconnuri: string;
}

/**
 * Migrates by one call: the source host signs in to the destination with credentials of its own
 * and drives all phases. It goes on, and completes, if we vanish: a lost answer is therefore
 * "indeterminate", never "failed".
 */
export async function migratePeerToPeer(request: PeerToPeerRequest): Promise<MigrationResult> {
  const { source, sourceLong, dom, signal } = request;
  const phase = "perform";
  try {
    await checkPeerToPeer(source);
    signal?.throwIfAborted();
    await request.onPhase?.(phase, { cancelled: false });
  } catch (error) {
    const outcome = signal?.aborted === true ? "cancelled" : "failed";
    return { outcome, phase, error: asError(error), undone: true };
  }
  try {
    const copying = sourceLong.remote.domainMigratePerform3Params(
      {
        dom,
        dconnuri: request.dconnuri,
        params: [...request.params],
        cookieIn: new Uint8Array(0),
        flags: request.flags | VIR_MIGRATE_PEER2PEER,
      },
      { timeoutMs: request.performTimeoutMs ?? PERFORM_TIMEOUT_MS },
    );
    await performUntilAborted(copying, { control: source, dom, signal });
    return { outcome: "succeeded", destination: null };
  } catch (error) {
    if (!(error instanceof LibvirtError)) {
      return { outcome: "indeterminate", phase, error: asError(error) };
    }
    const outcome = isCancellation(error) ? "cancelled" : "failed";
    return { outcome, phase, error, undone: true };
  }
}
