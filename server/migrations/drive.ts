import {
  type MigrationPhase,
  type MigrationResult,
  migrateManaged,
  migratePeerToPeer,
  type PhaseFacts,
} from "node-libvirt";
import type { HostSession } from "../inventory/fleet-types";
import { wireDomain } from "../machines/wire-domain";
import type { OperationRun } from "../operations/engine-types";
import { AppError } from "../problem";
import type { MigrationParams } from "./migration-params";
import { flagsOf, paramsOf, type Route } from "./plan";

export interface Drive {
  run: OperationRun;
  params: MigrationParams;
  source: HostSession;
  destination: HostSession;
  route: Route;
  /** What both hosts say before anything is touched, for the first phase's record; throws to stop here. */
  before: Promise<Record<string, unknown>>;
}

/**
 * Sends the machine. Peer-to-peer is one call that goes on without us; managed records each phase
 * before it is taken. What it resolves to is what the daemons said: the hosts are looked at next anyway.
 */
export async function drive(driven: Drive): Promise<MigrationResult> {
  const { run, params, source } = driven;
  const cancel = new AbortController();
  const forget = run.onCancel(() => cancel.abort());
  if (run.cancelRequested) cancel.abort();
  try {
    // The connection is opened, and the features asked for, while the hosts are still being looked at.
    const sent = source.pool.withLong(
      async (sourceLong) => {
        let facts: Drive["before"] | undefined = driven.before;
        const record = async (phase: MigrationPhase, data: Record<string, unknown>) => {
          const first = await facts;
          facts = undefined;
          return run.phase(phase, { ...first, ...data });
        };
        const request = {
          source: source.control(),
          sourceLong,
          dom: wireDomain({ name: params.name, uuid: params.machine.uuid }),
          params: paramsOf({ ...params, route: driven.route }),
          flags: flagsOf(params),
          signal: cancel.signal,
          onPhase: (phase: MigrationPhase, { cancelled, migrateUri }: PhaseFacts) =>
            record(phase, { mode: params.options.mode, cancelled, migrateUri }),
        };
        return await (params.options.mode === "peerToPeer"
          ? migratePeerToPeer({ ...request, dconnuri: peerUriOf(driven) })
          : throughUs(driven, request));
      },
      { signal: run.signal },
    );
    const result = await Promise.race([sent, stopped(run.signal)]);
    await driven.before;
    return result;
  } finally {
    forget();
  }
}

type Request = Parameters<typeof migratePeerToPeer>[0];

/** Finish can take long at the destination: not on the connection that everything else uses. */
function throughUs(
  { destination }: Drive,
  request: Omit<Request, "dconnuri">,
): Promise<MigrationResult> {
  return destination.pool.withLong((far) => migrateManaged({ ...request, destination: far }));
}

function peerUriOf({ route, params }: Drive): string {
  if (route.peerUri) return route.peerUri;
  throw new AppError({
    code: "migrationNoAddress",
    params: { machine: params.name, host: params.toName, from: params.fromName, to: params.toName },
  });
}

/** A peer-to-peer call outlives the server; waiting for it would hold up the stop. */
const stopped = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
