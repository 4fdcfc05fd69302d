/**
 * A migration whose phases this client drives (libvirt's protocol version 3 with parameters).
 *
 *   source       begin     describes the guest: its XML, and a first cookie
 *   destination  prepare   starts an empty guest that listens
 *   source       perform   copies the memory; at its end the guest is paused here
 *   destination  finish    lets the guest run there
 *   source       confirm   removes the guest here
 *
 * Cookies are opaque and handed from each phase to the next. Only this client needs credentials for
 * both daemons; the guest's memory goes from host to host directly. If we vanish while memory is
 * copied, the source's daemon cancels; if we vanish after it, the source keeps a paused copy, which
 * is why every phase is announced (and can be written down) before it is taken.
 */
import { AbortedError } from "../errors/errors";
import { LibvirtError } from "../errors/libvirt-error";
import {
  VIR_DOMAIN_PAUSED,
  VIR_MIGRATE_OFFLINE,
  VIR_MIGRATE_PARAM_DEST_NAME,
  VIR_MIGRATE_PARAM_DEST_XML,
  VIR_MIGRATE_PARAM_URI,
} from "../protocol/constants.gen";
import type { Domain, TypedParam } from "../protocol/remote-structs.gen";
import type { Connection } from "../rpc/connection";
import { asError } from "./as-error";
import { checkManaged, MigrationUnsupportedError } from "./features";
import { stringParam, withString } from "./params";
import { PERFORM_TIMEOUT_MS, performUntilAborted } from "./perform";
import { isCancellation, type PhaseFlags, phaseFlags, truerReason, undoOf } from "./rules";
import type { MigrationPhase, MigrationRequest, MigrationResult, PhaseFacts } from "./types";

export interface ManagedRequest extends MigrationRequest {
  destination: Connection;
}

/** Hooks, big guests and slow disks make the short phases long. */
const PHASE_TIMEOUT_MS = 120_000;
const emptyCookie = new Uint8Array(0);

/** Drives a migration phase by phase; resolves to what became of it, and rejects never. */
export async function migrateManaged(request: ManagedRequest): Promise<MigrationResult> {
  return await new ManagedMigration(request).run();
}

class ManagedMigration {
  readonly #request: ManagedRequest;
  #phase: MigrationPhase = "begin";
  #isTaken = false;
  #isProtected = false;
  #flags: PhaseFlags = { source: 0, destination: 0 };
  #params: TypedParam[];
  #cookie: Uint8Array = emptyCookie;
  #moved: Domain | undefined;

  constructor(request: ManagedRequest) {
    this.#request = request;
    this.#params = [...request.params];
  }

  async run(): Promise<MigrationResult> {
    try {
      await this.#begin();
      await this.#prepare();
      await this.#perform();
      this.#moved = await this.#finish();
      await this.#confirm(this.#moved);
      return { outcome: "succeeded", destination: this.#moved };
    } catch (error) {
      return await this.#failed(asError(error));
    }
  }

  async #begin(): Promise<void> {
    const { source, destination, dom, flags } = this.#request;
    const { isProtected } = await checkManaged(source, destination, flags);
    const limits = { timeoutMs: PHASE_TIMEOUT_MS };
    await this.#announce("begin", {});
    const atBegin = phaseFlags(flags, { isProtected, isPaused: false });
    const args = { dom, params: this.#params, flags: atBegin.source };
    const { xml, cookieOut } = await source.remote.domainMigrateBegin3Params(args, limits);
    this.#isProtected = isProtected;
    this.#cookie = cookieOut;
    this.#params = withString(this.#params, VIR_MIGRATE_PARAM_DEST_XML, xml);
  }

  async #prepare(): Promise<void> {
    const { source, destination, dom, flags } = this.#request;
    await this.#announce("prepare", {});
    const { state } = await source.remote.domainGetState({ dom, flags: 0 });
    const guest = { isProtected: this.#isProtected, isPaused: state === VIR_DOMAIN_PAUSED };
    this.#flags = phaseFlags(flags, guest);
    const { uriOut, cookieOut } = await destination.remote.domainMigratePrepare3Params(
      { params: this.#params, cookieIn: this.#cookie, flags: this.#flags.destination },
      { timeoutMs: PHASE_TIMEOUT_MS },
    );
    this.#cookie = cookieOut;
    if (uriOut !== null) this.#params = withString(this.#params, VIR_MIGRATE_PARAM_URI, uriOut);
  }

  async #perform(): Promise<void> {
    const { source, sourceLong, dom, signal } = this.#request;
    const migrateUri = stringParam(this.#params, VIR_MIGRATE_PARAM_URI);
    await this.#announce("perform", migrateUri === undefined ? {} : { migrateUri });
    if ((this.#flags.source & VIR_MIGRATE_OFFLINE) !== 0) {
      this.#cookie = emptyCookie;
      return;
    }
    if (migrateUri === undefined) {
      this.#isTaken = false;
      throw new MigrationUnsupportedError("the destination did not say where to send the guest");
    }
    const args = {
      dom,
      dconnuri: null,
      params: this.#params,
      cookieIn: this.#cookie,
      flags: this.#flags.source,
    };
    this.#cookie = emptyCookie;
    const copying = sourceLong.remote.domainMigratePerform3Params(args, {
      timeoutMs: this.#request.performTimeoutMs ?? PERFORM_TIMEOUT_MS,
    });
    const { cookieOut } = await performUntilAborted(copying, { control: source, dom, signal });
    this.#cookie = cookieOut;
  }

  async #finish(): Promise<Domain> {
    // The copying is complete: cancelling is too late now, and the signal is looked at no more.
    await this.#announce("finish", {});
    const { dom, cookieOut } = await this.#finishCall(false);
    this.#cookie = cookieOut;
    return dom;
  }

  async #confirm(destination: Domain): Promise<void> {
    await this.#announce("confirm", { destination });
    await this.#confirmCall(false);
  }

  #finishCall(cancelled: boolean) {
    const { destination, dom } = this.#request;
    const isNamed = stringParam(this.#params, VIR_MIGRATE_PARAM_DEST_NAME) !== undefined;
    const params = isNamed
      ? this.#params
      : withString(this.#params, VIR_MIGRATE_PARAM_DEST_NAME, dom.name);
    return destination.remote.domainMigrateFinish3Params(
      {
        params,
        cookieIn: this.#cookie,
        flags: this.#flags.destination,
        cancelled: cancelled ? 1 : 0,
      },
      { timeoutMs: PHASE_TIMEOUT_MS },
    );
  }

  #confirmCall(cancelled: boolean) {
    const { source, dom } = this.#request;
    return source.remote.domainMigrateConfirm3Params(
      {
        dom,
        params: this.#params,
        cookieIn: this.#cookie,
        flags: this.#flags.source,
        cancelled: cancelled ? 1 : 0,
      },
      { timeoutMs: PHASE_TIMEOUT_MS },
    );
  }

  /** Says what comes next, before it comes. */
  async #announce(phase: MigrationPhase, facts: Omit<PhaseFacts, "cancelled">): Promise<void> {
    this.#phase = phase;
    this.#isTaken = false;
    const { signal, onPhase } = this.#request;
    if (signal?.aborted === true && phase !== "finish" && phase !== "confirm") {
      throw new AbortedError("the migration was cancelled", { cause: signal.reason });
    }
    await onPhase?.(phase, { ...facts, cancelled: false });
    this.#isTaken = true;
  }

  async #failed(error: Error): Promise<MigrationResult> {
    const phase = this.#phase;
    if (phase === "confirm" && this.#moved !== undefined) {
      return { outcome: "unconfirmed", destination: this.#moved, error };
    }
    const isAnswered = error instanceof LibvirtError;
    const undo = undoOf({
      phase,
      isStop: !this.#isTaken,
      isAnswered,
      isProtected: this.#isProtected,
    });
    if (undo.isIndeterminate) return { outcome: "indeterminate", phase, error };
    const finish = undo.finishCancelled ? await this.#undoFinish() : { isDone: true };
    const isConfirmed = undo.confirmCancelled ? await this.#undoConfirm() : true;
    const isSourceKnown = phase !== "perform" || isAnswered || !this.#isTaken;
    return {
      outcome: this.#isCancelled(error) ? "cancelled" : "failed",
      phase,
      error: truerReason(error, finish.error),
      undone: finish.isDone && isConfirmed && isSourceKnown,
    };
  }

  #isCancelled(error: Error): boolean {
    if (error instanceof AbortedError || isCancellation(error)) return true;
    return this.#phase === "perform" && this.#request.signal?.aborted === true;
  }

  /** The destination answers a cancelled finish with an error by rule; only silence is a failure. */
  async #undoFinish(): Promise<{ isDone: boolean; error?: Error }> {
    await this.#announceUndo("finish");
    try {
      await this.#finishCall(true);
      return { isDone: true };
    } catch (caught) {
      const error = asError(caught);
      return { isDone: error instanceof LibvirtError, error };
    }
  }

  async #undoConfirm(): Promise<boolean> {
    await this.#announceUndo("confirm");
    this.#cookie = emptyCookie;
    return await this.#confirmCall(true).then(
      () => true,
      () => false,
    );
  }

  /** Clearing up goes on even if it cannot be written down. */
  async #announceUndo(phase: MigrationPhase): Promise<void> {
    await this.#request.onPhase?.(phase, { cancelled: true }).catch(() => {});
  }
}
