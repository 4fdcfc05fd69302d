import type { LibvirtUri } from "node-libvirt";
import { connect, formatUri } from "node-libvirt";
import { ulid } from "ulid";
import type { VerbContext } from "../api/context";
import { connectOptionsOf, formatSasl, saslSecretName } from "../inventory/connect-options";
import { readHost } from "../inventory/read-host";
import { AppError } from "../problem";
import { parseAddress } from "./address";
import { runHostOperation } from "./host-operation";
import { recordOf } from "./host-record";
import { assertAddressFree, assertNameFree, hostFailure, sameComputer } from "./internal";
import type { AddHostInput } from "./schema";

const CONNECT_TIMEOUT_MS = 15_000;

/** Registers a host that answers: what cannot be connected to now is not stored. */
export async function addHost(
  ctx: VerbContext,
  input: AddHostInput,
): Promise<{ hostId: string; operationId: string }> {
  const uri = parseAddress(input.uri);
  assertAddressFree(ctx, uri);
  assertNameFree(ctx, input.name);
  const { name, intent } = input;
  const hostId = ulid();
  const operation = {
    kind: "host.add",
    hostId: null,
    name,
    intent,
    params: { uri: formatUri(uri), name, hostId },
  } as const;
  return runHostOperation(ctx, operation, async (run) => {
    await assertConnects(ctx, input, uri);
    await run.phase("applying");
    await store(ctx, hostId, input, uri);
    return { hostId, operationId: run.id };
  });
}

async function assertConnects(
  ctx: VerbContext,
  input: AddHostInput,
  uri: LibvirtUri,
): Promise<void> {
  const hostKeySha256 = input.hostKeySha256 ?? null;
  const privateKey = uri.transport === "ssh" ? await ctx.runtime.identity.privateKey() : "";
  const options = connectOptionsOf({ privateKey, hostKeySha256, sasl: input.sasl ?? null });
  try {
    const connection = await connect(uri, { ...options, timeoutMs: CONNECT_TIMEOUT_MS });
    const { row, capabilities } = await readHost(connection).finally(() => connection.close());
    const hostUuid = capabilities?.hostUuid ?? null;
    const same = sameComputer(ctx, { hostUuid, hostname: row.hostname, uri });
    if (same !== undefined) throw new AppError({ code: "hostKnown", params: { host: same } });
  } catch (error) {
    throw hostFailure(error, uri.host ?? input.name);
  }
}

async function store(
  ctx: VerbContext,
  id: string,
  input: AddHostInput,
  uri: LibvirtUri,
): Promise<void> {
  const { fleet, secrets, writer } = ctx.runtime;
  // again: another person may have added it while we connected
  assertAddressFree(ctx, uri);
  assertNameFree(ctx, input.name);
  const host = await writer.transaction(async (tx) => {
    if (input.sasl) await secrets.write(saslSecretName(id), formatSasl(input.sasl), tx);
    return tx.host.create({
      data: {
        id,
        name: input.name,
        uri: formatUri(uri),
        hostKeySha256: uri.transport === "ssh" ? (input.hostKeySha256 ?? null) : null,
        addedBy: ctx.person.id,
      },
    });
  });
  fleet.addHost(recordOf(host));
}
