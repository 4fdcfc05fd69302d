import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { homedir } from "node:os";
import { TransportError } from "../errors/errors";
import type { LibvirtUri } from "../uri/libvirt-uri";
import type { NoteFacts, Opening } from "./opening";
import { socketPaths } from "./socket-paths";
import { systemCode } from "./system-errors";

/** Connects to the first of the daemon's possible sockets on this machine that has a listener. */
export async function openUnix(
  opening: Opening,
  uri: LibvirtUri,
  wish: { readOnly: boolean },
): Promise<Socket> {
  const paths = socketPaths(uri, { ...wish, runtimeFolders: runtimeFolders(process.env) });
  return await opening.step("socket", (note) => firstListening(opening.signal, paths, note));
}

/** Connects to one unix socket of this machine. */
export async function connectUnix(path: string, signal: AbortSignal): Promise<Socket> {
  const socket = connect(path);
  try {
    await once(socket, "connect", { signal });
    // Whoever takes the socket over hears of errors as well; until then none may be uncaught.
    socket.on("error", () => {});
    return socket;
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    throw unixError(path, error);
  }
}

/** Pure: where this user's session daemon may listen (XDG base directories). */
export function runtimeFolders(environment: NodeJS.ProcessEnv): string[] {
  const runtime = environment.XDG_RUNTIME_DIR;
  const cache = environment.XDG_CACHE_HOME ?? `${homedir()}/.cache`;
  return runtime === undefined || runtime === "" ? [cache] : [runtime, cache];
}

async function firstListening(signal: AbortSignal, paths: string[], note: NoteFacts) {
  let denied: TransportError | undefined;
  for (const path of paths) {
    try {
      const socket = await connectUnix(path, signal);
      note({ path });
      return socket;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      if (error.reason !== "noSocket") denied ??= error;
    }
  }
  throw denied ?? noSocket(paths);
}

/** No daemon listens on any of the paths. */
export function noSocket(paths: readonly string[]): TransportError {
  return new TransportError(
    { step: "socket", reason: "noSocket", facts: { paths: paths.join(", ") } },
    `no libvirt daemon listens on ${paths.join(", ")}`,
  );
}

function unixError(path: string, error: unknown): TransportError {
  const code = systemCode(error) ?? "unknown";
  const where = { step: "socket", facts: { path, code } } as const;
  const options = { cause: error };
  if (code === "EACCES" || code === "EPERM") {
    const message = `this user may not open ${path}: add the user to the libvirt group`;
    return new TransportError({ ...where, reason: "socketDenied" }, message, options);
  }
  const abandoned = code === "ECONNREFUSED" ? "nobody listens on" : "there is no socket at";
  return new TransportError({ ...where, reason: "noSocket" }, `${abandoned} ${path}`, options);
}
