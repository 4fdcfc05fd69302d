import { supportsFeature } from "../client/daemon-facts";
import { NodeLibvirtError } from "../errors/errors";
import {
  VIR_DRV_FEATURE_MIGRATE_CHANGE_PROTECTION,
  VIR_DRV_FEATURE_MIGRATION_OFFLINE,
  VIR_DRV_FEATURE_MIGRATION_P2P,
  VIR_DRV_FEATURE_MIGRATION_PARAMS,
  VIR_MIGRATE_OFFLINE,
  VIR_MIGRATE_PEER2PEER,
  VIR_MIGRATE_TUNNELLED,
} from "../protocol/constants.gen";
import type { Connection } from "../rpc/connection";

/** A host's libvirt or the chosen way of migrating does not allow what was asked for. */
export class MigrationUnsupportedError extends NodeLibvirtError {
  readonly code = "MIGRATION_UNSUPPORTED";
}

/** Checks both hosts for a client-managed migration; resolves to whether the source guards the guest. */
export async function checkManaged(
  source: Connection,
  destination: Connection,
  flags: number,
): Promise<{ isProtected: boolean }> {
  if ((flags & (VIR_MIGRATE_PEER2PEER | VIR_MIGRATE_TUNNELLED)) !== 0) {
    throw new MigrationUnsupportedError(
      "peer-to-peer and tunnelled migration are driven by the source host, not by the client",
    );
  }
  const [sourceHas, destinationHas, isProtected] = await Promise.all([
    supportsFeature(source, VIR_DRV_FEATURE_MIGRATION_PARAMS),
    supportsFeature(destination, VIR_DRV_FEATURE_MIGRATION_PARAMS),
    supportsFeature(source, VIR_DRV_FEATURE_MIGRATE_CHANGE_PROTECTION),
  ]);
  if (!sourceHas) throw tooOld("source");
  if (!destinationHas) throw tooOld("destination");
  if ((flags & VIR_MIGRATE_OFFLINE) !== 0) await checkOffline(source, destination);
  return { isProtected };
}

export async function checkPeerToPeer(source: Connection): Promise<void> {
  const [hasPeer, hasParams] = await Promise.all([
    supportsFeature(source, VIR_DRV_FEATURE_MIGRATION_P2P),
    supportsFeature(source, VIR_DRV_FEATURE_MIGRATION_PARAMS),
  ]);
  if (!hasPeer || !hasParams) throw tooOld("source");
}

async function checkOffline(source: Connection, destination: Connection): Promise<void> {
  const both = await Promise.all(
    [source, destination].map((host) => supportsFeature(host, VIR_DRV_FEATURE_MIGRATION_OFFLINE)),
  );
  if (both.includes(false)) {
    throw new MigrationUnsupportedError("one of the hosts cannot migrate a machine that is off");
  }
}

function tooOld(which: "source" | "destination"): MigrationUnsupportedError {
  return new MigrationUnsupportedError(
    `libvirt on the ${which} host cannot do this kind of migration (it needs 1.1.0 or newer, and a driver that migrates)`,
  );
}
