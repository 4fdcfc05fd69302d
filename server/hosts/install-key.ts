import { defaultPorts, formatUri, type LibvirtUri, SshSession } from "node-libvirt";
import type { VerbContext } from "../api/context";
import { visibleText } from "../inventory/visible-text";
import { AppError } from "../problem";
import { parseAddress } from "./address";
import { runHostOperation } from "./host-operation";
import { checkPublicKey, installCommand } from "./install-line";
import { hostFailure } from "./internal";
import type { InstallKeyInput } from "./schema";

const SIGN_IN_TIMEOUT_MS = 15_000;

/** Signs in with the password once, adds our public key, and proves it by signing in with the key. */
export async function installKey(
  ctx: VerbContext,
  input: InstallKeyInput,
): Promise<{ operationId: string }> {
  const uri = parseAddress(input.uri);
  if (uri.transport !== "ssh") throw new AppError({ code: "uriUnsupported" });
  const host = uri.host ?? "localhost";
  const params = { uri: formatUri(uri), hostKeySha256: input.hostKeySha256 };
  const operation = { kind: "host.installKey", hostId: null, name: host, params } as const;
  return runHostOperation(ctx, operation, async (run) => {
    const { identity } = ctx.runtime;
    const target = sshTargetOf(uri, input.hostKeySha256);
    await run.phase("applying");
    try {
      await appendKey(target, input.password, (await identity.describe()).publicKey);
      const session = await SshSession.open({
        ...target,
        privateKey: await identity.privateKey(),
        methods: ["privkey"],
      });
      session.close();
    } catch (error) {
      throw hostFailure(error, host);
    }
    return { operationId: run.id };
  });
}

export const sshTargetOf = (uri: LibvirtUri, hostKeySha256: string) => ({
  host: uri.host ?? "localhost",
  port: uri.port ?? defaultPorts.ssh,
  user: uri.user ?? undefined,
  hostKeySha256,
  timeoutMs: SIGN_IN_TIMEOUT_MS,
});

async function appendKey(
  target: ReturnType<typeof sshTargetOf>,
  password: string,
  publicKey: string,
): Promise<void> {
  const session = await SshSession.open({
    ...target,
    password,
    methods: ["password", "keyboard-interactive"],
  });
  try {
    const input = `${checkPublicKey(publicKey)}\n`;
    const { code, stderr } = await session.exec(installCommand, { input, maxOutputBytes: 4_096 });
    if (code === 0) return;
    throw new AppError({ code: "keyRejected", detail: visibleText(stderr, 2_000) });
  } finally {
    session.close();
  }
}
