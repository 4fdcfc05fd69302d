import { defaultPorts, parseUri, SshSession } from "node-libvirt";
import type { VerbContext } from "../api/context";
import { AppError } from "../problem";
import { runHostOperation } from "./host-operation";
import { recordOf } from "./host-record";
import { getHostOrThrow, hostFailure } from "./internal";

const TIMEOUT_MS = 10_000;

/** Pins a changed host key: only the one a person has just seen, and only if the host shows it now. */
export async function repinHost(
  ctx: VerbContext,
  input: { hostId: string; hostKeySha256: string },
): Promise<{ operationId: string }> {
  const { hostId, hostKeySha256 } = input;
  const host = getHostOrThrow(ctx, hostId);
  const params = { hostId, from: host.hostKeySha256, to: hostKeySha256 };
  const operation = { kind: "host.repin", hostId, name: host.name, params } as const;
  return runHostOperation(ctx, operation, async (run) => {
    await assertPresents(host, hostKeySha256);
    const { fleet, writer } = ctx.runtime;
    await run.phase("applying");
    const record = await writer.transaction((tx) =>
      tx.host.update({ where: { id: hostId }, data: { hostKeySha256 } }),
    );
    fleet.updateHost(recordOf(record));
    return { operationId: run.id };
  });
}

/** The key is judged before anybody signs in, so no credentials are shown to whoever answers. */
async function assertPresents(
  host: { uri: string; name: string },
  expected: string,
): Promise<void> {
  const uri = parseUri(host.uri);
  if (uri.transport !== "ssh") throw new AppError({ code: "uriUnsupported" });
  let presented: string | undefined;
  const session = await SshSession.open({
    host: uri.host ?? "localhost",
    port: uri.port ?? defaultPorts.ssh,
    user: uri.user ?? undefined,
    timeoutMs: TIMEOUT_MS,
    privateKey: undefined,
    password: undefined,
    methods: [],
    hostKeySha256: (key) => {
      presented = key.sha256;
      return false;
    },
  }).catch((error: unknown) => {
    if (presented === undefined) throw hostFailure(error, host.name);
  });
  session?.close();
  if (presented === expected) return;
  throw new AppError({
    code: "hostKeyChanged",
    params: { host: host.name, sha256: presented ?? "", expected },
  });
}
