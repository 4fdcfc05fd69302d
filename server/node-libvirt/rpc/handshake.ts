import { AUTH_SCHEME, type Authenticator } from "../auth-types";
import { AuthError } from "../errors/errors";
import { VIR_CONNECT_RO, VIR_DRV_FEATURE_PROGRAM_KEEPALIVE } from "../protocol/constants.gen";
import type { RemoteCalls } from "../protocol/remote-calls.gen";

/**
 * The opening, in the order the daemon insists on:
 *
 *     AUTH_LIST                       the only call answered without sign-in
 *     sign-in                         unless the daemon offers "none"
 *     SUPPORTS_FEATURE(keepalive)     asking is what makes the daemon ping us
 *     OPEN(name, flags)
 *     GET_URI                         the name the daemon itself gives the connection
 */
export interface HandshakeOptions {
  name: string | null;
  readOnly: boolean;
  keepalive: boolean;
  authenticate: Authenticator | undefined;
  deadlineMs: number;
  signal: AbortSignal | undefined;
}

export interface HandshakeResult {
  uri: string;
  /** The daemon answers our pings and sends its own. */
  keepalive: boolean;
}

export async function handshake(
  remote: RemoteCalls,
  options: HandshakeOptions,
): Promise<HandshakeResult> {
  const { deadlineMs, signal } = options;
  const limits = () => ({
    timeoutMs: Math.max(1, deadlineMs - Date.now()),
    ...(signal ? { signal } : {}),
  });
  const { types } = await remote.authList(limits());
  if (!types.includes(AUTH_SCHEME.none)) await signIn(remote, types, options.authenticate);
  const keepalive = options.keepalive && (await askForPings(remote, limits()));
  const flags = options.readOnly ? VIR_CONNECT_RO : 0;
  await remote.connectOpen({ name: options.name, flags }, limits());
  const { uri } = await remote.connectGetUri(limits());
  return { uri, keepalive };
}

async function signIn(
  remote: RemoteCalls,
  offered: number[],
  authenticate: Authenticator | undefined,
): Promise<void> {
  if (!authenticate) {
    throw new AuthError("noneAcceptable", `the daemon asks for sign-in (${offered.join(", ")})`);
  }
  await authenticate(remote, offered);
}

async function askForPings(
  remote: RemoteCalls,
  limits: { timeoutMs: number; signal?: AbortSignal },
): Promise<boolean> {
  const feature = VIR_DRV_FEATURE_PROGRAM_KEEPALIVE;
  const { supported } = await remote.connectSupportsFeature({ feature }, limits);
  return supported === 1;
}
