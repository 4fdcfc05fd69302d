/**
 * What to do when a phase of a client-managed migration fails. Pure.
 *
 *   failed      destination            source
 *   begin       -                      -                       nothing was done yet
 *   prepare     -                      confirm(cancelled)      if the source holds a job for us
 *   perform     finish(cancelled)      -                       the source has undone itself
 *   finish      -                      confirm(cancelled)      only if the destination answered
 *   confirm     -                      -                       the guest is over there already
 *
 * A migration may also be stopped between phases - a signal, or a phase that could not be written
 * down. Before "perform" and before "finish" the destination waits with an empty or full guest:
 * finish(cancelled) removes it, confirm(cancelled) lets the source go on.
 *
 * When the answer to "perform" is lost, finish(cancelled) is still right: it can only remove the
 * guest at the destination, never start it.
 *
 * One rule differs from libvirt's own client. If the destination's answer to finish is lost, that
 * client confirms a cancellation and the source resumes the guest; should the destination have
 * started it meanwhile, two copies run on the same disks. Here a lost answer is answered by
 * nothing: the source stays paused until somebody has looked at the destination.
 */
import { LibvirtError } from "../errors/libvirt-error";
import {
  VIR_ERR_MIGRATE_FINISH_OK,
  VIR_ERR_OPERATION_ABORTED,
  VIR_ERR_OPERATION_FAILED,
  VIR_FROM_QEMU,
  VIR_MIGRATE_ABORT_ON_ERROR,
  VIR_MIGRATE_AUTO_CONVERGE,
  VIR_MIGRATE_CHANGE_PROTECTION,
  VIR_MIGRATE_PAUSED,
} from "../protocol/constants.gen";
import type { MigrationPhase } from "./types";

export interface Failure {
  phase: MigrationPhase;
  /** The phase was not taken: the migration was stopped before it. */
  isStop: boolean;
  /** The host itself answered with an error, as opposed to no answer. */
  isAnswered: boolean;
  /** The source guards the guest against changes until we confirm. */
  isProtected: boolean;
}

interface Undo {
  finishCancelled: boolean;
  confirmCancelled: boolean;
  /** Whether the guest may be running at the destination for all we know. */
  isIndeterminate: boolean;
}

const nothing: Undo = {
  finishCancelled: false,
  confirmCancelled: false,
  isIndeterminate: false,
};

export function undoOf({ phase, isStop, isAnswered, isProtected }: Failure): Undo {
  switch (phase) {
    case "begin":
    case "confirm":
      return nothing;
    case "prepare":
      return { ...nothing, confirmCancelled: isProtected };
    case "perform":
      return { ...nothing, finishCancelled: true, confirmCancelled: isStop };
    case "finish":
      if (isStop) return { ...nothing, finishCancelled: true, confirmCancelled: true };
      if (!isAnswered) return { ...nothing, isIndeterminate: true };
      return { ...nothing, confirmCancelled: true };
  }
}

/**
 * The truer of two reasons. QEMU at the source says only that the copying failed; when it failed
 * because QEMU at the destination died, the destination knows why. VIR_ERR_MIGRATE_FINISH_OK is
 * how the destination says that it had nothing to add.
 */
export function truerReason(perform: Error, finish: Error | undefined): Error {
  if (!(perform instanceof LibvirtError) || !(finish instanceof LibvirtError)) return perform;
  const isVague =
    perform.domain === VIR_FROM_QEMU && perform.libvirtCode === VIR_ERR_OPERATION_FAILED;
  const isTelling =
    finish.domain === VIR_FROM_QEMU && finish.libvirtCode !== VIR_ERR_MIGRATE_FINISH_OK;
  return isVague && isTelling ? finish : perform;
}

export function isCancellation(error: Error): boolean {
  return error instanceof LibvirtError && error.libvirtCode === VIR_ERR_OPERATION_ABORTED;
}

export interface PhaseFlags {
  source: number;
  destination: number;
}

/** The flags each side is given, from those wished for. */
export function phaseFlags(
  wished: number,
  guest: { isProtected: boolean; isPaused: boolean },
): PhaseFlags {
  const flags = guest.isPaused ? wished | VIR_MIGRATE_PAUSED : wished;
  const atSourceOnly = VIR_MIGRATE_ABORT_ON_ERROR | VIR_MIGRATE_AUTO_CONVERGE;
  return {
    source: guest.isProtected ? flags | VIR_MIGRATE_CHANGE_PROTECTION : flags,
    destination: flags & ~atSourceOnly,
  };
}
