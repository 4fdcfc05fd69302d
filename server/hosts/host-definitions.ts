import { SshSession } from "node-libvirt";
import { z } from "zod";
import type { Db } from "../db/client";
import type { Fleet } from "../inventory/fleet-types";
import type { OperationDefinition, OperationOutcome } from "../operations/engine-types";
import type { SecretStore } from "../secrets/secret-store";
import { parseAddress } from "./address";
import { recordOf } from "./host-record";
import { sshTargetOf } from "./install-key";
import { hostFailure } from "./internal";
import type { SshIdentityStore } from "./ssh-identity";

export interface HostDefinitionDeps {
  db: Db;
  fleet: Fleet;
  secrets: SecretStore;
  identity: SshIdentityStore;
}

const Added = z.object({ hostId: z.string() });
const Renamed = z.object({ hostId: z.string(), to: z.string() });
const Installed = z.object({ uri: z.string(), hostKeySha256: z.string() });

/** A host that is silent for this long does not tell whether it has our key. */
const SILENT_MS = 30_000;

/**
 * Work on hosts is awaited by whoever asked, so it is never begun again after a restart. What became
 * of it is read from our own tables, where each of these is one transaction; a key from the host itself.
 */
export function hostDefinitions(deps: HostDefinitionDeps): OperationDefinition[] {
  const { db, fleet } = deps;
  const rowOf = (hostId: string) => db.host.findUnique({ where: { id: hostId } });
  return [
    {
      kind: "host.add",
      cancellable: false,
      async reconcile(_run, params) {
        const row = await rowOf(Added.parse(params).hostId);
        if (row && !fleet.host(row.id)) fleet.addHost(recordOf(row));
        return found(row !== null, { host: row?.id ?? "absent" });
      },
    },
    {
      kind: "host.remove",
      cancellable: false,
      async reconcile(_run, params) {
        const { hostId } = Added.parse(params);
        const row = await rowOf(hostId);
        if (!row && fleet.host(hostId)) await fleet.removeHost(hostId);
        return found(row === null, { host: row?.id ?? "absent" });
      },
    },
    {
      kind: "host.rename",
      cancellable: false,
      async reconcile(_run, params) {
        const { hostId, to } = Renamed.parse(params);
        const row = await rowOf(hostId);
        if (row) fleet.updateHost(recordOf(row));
        return found(row?.name === to, { name: row?.name ?? "absent" });
      },
    },
    {
      kind: "host.repin",
      cancellable: false,
      async reconcile(_run, params) {
        const { hostId, to } = Renamed.parse(params);
        const row = await rowOf(hostId);
        if (row) fleet.updateHost(recordOf(row));
        return found(row?.hostKeySha256 === to, { hostKeySha256: row?.hostKeySha256 ?? "absent" });
      },
    },
    {
      kind: "host.installKey",
      cancellable: false,
      reconcile: (run, params) => lookForKey(deps, Installed.parse(params), run.unsureForMs),
    },
  ];
}

const found = (done: boolean, evidence: Record<string, unknown>): OperationOutcome =>
  done
    ? { state: "succeeded", evidence: { ...evidence, foundAfterwards: true } }
    : { state: "failed", problem: { code: "interrupted" }, evidence };

/** Our key is there if it signs in. */
async function lookForKey(
  { identity }: HostDefinitionDeps,
  { uri, hostKeySha256 }: z.infer<typeof Installed>,
  unsureForMs: number,
): Promise<OperationOutcome | undefined> {
  const target = sshTargetOf(parseAddress(uri), hostKeySha256);
  try {
    const privateKey = await identity.privateKey();
    const session = await SshSession.open({ ...target, privateKey, methods: ["privkey"] });
    session.close();
    return found(true, { signedIn: true });
  } catch (error) {
    const { problem } = hostFailure(error, target.host);
    const evidence = { signedIn: false, answer: problem.code };
    if (problem.code === "keyRejected") return found(false, evidence);
    if (unsureForMs < SILENT_MS) return undefined;
    return { state: "failed", problem: { code: "outcomeUnknown" }, evidence };
  }
}
