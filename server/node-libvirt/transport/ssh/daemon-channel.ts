/**
 * From a signed-in SSH session to the host's libvirt daemon.
 *
 *   forward   the server connects to the daemon's socket for us (needs AllowStreamLocalForwarding
 *             and, in OpenSSH, AllowTcpForwarding as well)
 *   helper    virt-ssh-helper, which comes with libvirt, finds the socket itself; also what a key
 *             confined by command="virt-ssh-helper qemu:///system",restrict runs
 *   netcat    nc -U SOCKET, where libvirt is too old for the helper
 *
 * proxy=auto tries them in this order, proxy=native is the helper alone, proxy=netcat netcat alone.
 * With ?socket= the helper is left out unless asked for: libvirt 9.0's goes to the default socket
 * whatever it is told, and that may be another daemon.
 * What worked is remembered for the session, because the pool opens many connections over it.
 * Whether a started helper reaches the daemon shows only in its ending: see explainEarlyEnd.
 */
import { once } from "node:events";
import { TransportError } from "../../errors/errors";
import type { LibvirtUri } from "../../uri/libvirt-uri";
import { connectName } from "../../uri/parse";
import type { NoteFacts } from "../opening";
import { isSession, socketPaths } from "../socket-paths";
import { noSocket } from "../unix";
import type { ChannelStream } from "./channel-stream";
import type { Argv, ChannelOpener, ChannelOptions } from "./channels";
import { forwardingDenied, hasProgram, isRefusal, socketState, unreachable } from "./reach-socket";

const HELPER = "virt-ssh-helper";

type Route = { kind: "forward"; path: string } | { kind: "command"; argv: Argv };

interface DaemonWish {
  uri: LibvirtUri;
  readOnly: boolean;
  /** The channels of a session, and what a session remembers under. */
  opener: ChannelOpener;
}

const remembered = new WeakMap<ChannelOpener, Map<string, Route>>();

/** Opens one channel to the daemon. Rejects with TransportError of step "socket". */
export async function openDaemonChannel(
  wish: DaemonWish,
  options: ChannelOptions,
  note: NoteFacts,
): Promise<ChannelStream> {
  const known = recall(wish);
  let refusal: TransportError | undefined;
  for await (const route of routes(wish, known, options)) {
    try {
      const stream = await follow(route, wish.opener, options);
      remember(wish, route);
      note(routeFacts(route));
      return stream;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refusal = error;
    }
  }
  throw await whyNot(wish, { known, refusal }, options);
}

/** What worked before first; the daemon may have moved since, so then all the others. */
async function* routes(
  wish: DaemonWish,
  known: Route | undefined,
  options: ChannelOptions,
): AsyncGenerator<Route> {
  if (known !== undefined) yield known;
  yield* candidateRoutes(wish, options);
}

/** Why a helper or netcat ended before the daemon answered, if that is what happened. */
export async function explainEarlyEnd(
  stream: ChannelStream,
  signal: AbortSignal,
): Promise<TransportError | undefined> {
  // The exit status follows the end of the output, if the server is still there to send it.
  if (!signal.aborted) await Promise.race([stream.channelClosed, once(signal, "abort")]);
  const { exitCode, stderrText } = stream;
  if (exitCode === undefined || exitCode === 0) return undefined;
  const facts = { exitCode: String(exitCode), stderr: stderrText };
  if (exitCode === 126 || exitCode === 127) {
    const message = `the host cannot run ${HELPER} or nc: ${stderrText}`;
    return new TransportError({ step: "socket", reason: "noHelper", facts }, message);
  }
  const why = stderrText === "" ? `exit status ${exitCode}` : stderrText;
  if (/permission denied/i.test(stderrText)) {
    const message = `the user may not open the daemon's socket (${why}): add the user to the libvirt group of the host`;
    return new TransportError({ step: "socket", reason: "socketDenied", facts }, message);
  }
  const message = `no libvirt daemon: ${why}`;
  return new TransportError({ step: "socket", reason: "noSocket", facts }, message);
}

async function* candidateRoutes(wish: DaemonWish, options: ChannelOptions): AsyncGenerator<Route> {
  const { proxy = "auto", netcat = "nc", socket } = wish.uri.params;
  const paths = remotePaths(wish);
  if (proxy === "auto") {
    for (const path of paths) yield { kind: "forward", path };
  }
  const wantsHelper = proxy === "native" || (proxy === "auto" && socket === undefined);
  if (wantsHelper && (await hasProgram(wish.opener, HELPER, options))) {
    yield { kind: "command", argv: helperCommand(wish) };
  }
  if (proxy === "native" || !(await hasProgram(wish.opener, netcat, options))) return;
  for (const path of paths) {
    if ((await socketState(wish.opener, path, options)) === "present") {
      yield { kind: "command", argv: [netcat, "-U", path] };
    }
  }
}

function follow(route: Route, opener: ChannelOpener, options: ChannelOptions) {
  return route.kind === "forward"
    ? opener.forwardUnixSocket(route.path, options)
    : opener.spawn(route.argv, options);
}

/** The user's runtime folder on another machine is not known here: only the helper finds it. */
function remotePaths({ uri, readOnly }: DaemonWish): string[] {
  return socketPaths(uri, { readOnly, runtimeFolders: [] });
}

function helperCommand({ uri, readOnly }: DaemonWish): Argv {
  const { socket, mode } = uri.params;
  const query = [
    ...(mode === undefined ? [] : [`mode=${mode}`]),
    ...(socket === undefined ? [] : [`socket=${encodeURIComponent(socket)}`]),
  ].join("&");
  const name = query === "" ? connectName(uri) : `${connectName(uri)}?${query}`;
  return readOnly ? [HELPER, "-r", name] : [HELPER, name];
}

async function whyNot(
  wish: DaemonWish,
  { known, refusal }: { known: Route | undefined; refusal: TransportError | undefined },
  options: ChannelOptions,
): Promise<TransportError> {
  const paths = remotePaths(wish);
  if (isSession(wish.uri) && paths.length === 0) {
    const where = { step: "socket", reason: "noHelper" } as const;
    const message = `a /session daemon is reached through ${HELPER}, which the host does not have`;
    return new TransportError(where, message, { cause: refusal });
  }
  for (const path of paths) {
    const state = await socketState(wish.opener, path, options);
    if (state === "denied") return unreachable(path, state, refusal);
    // Where forwarding has worked before, a socket that is there has lost its daemon.
    if (state === "present" && known?.kind !== "forward") return forwardingDenied(path, refusal);
  }
  return noSocket(paths);
}

function routeFacts(route: Route): Record<string, string> {
  return route.kind === "forward"
    ? { route: "forward", path: route.path }
    : { route: route.argv[0], command: route.argv.join(" ") };
}

function recall({ opener, uri, readOnly }: DaemonWish): Route | undefined {
  return remembered.get(opener)?.get(memoryKey(uri, readOnly));
}

function remember({ opener, uri, readOnly }: DaemonWish, route: Route): void {
  const routes = remembered.get(opener) ?? new Map<string, Route>();
  routes.set(memoryKey(uri, readOnly), route);
  remembered.set(opener, routes);
}

function memoryKey(uri: LibvirtUri, readOnly: boolean): string {
  return JSON.stringify([uri.driver, uri.path, uri.params, readOnly]);
}
