import { TransportError } from "../../errors/errors";
import type { ChannelStream } from "./channel-stream";
import type { ChannelOpener, ChannelOptions } from "./channels";

type SocketState = "present" | "denied" | "absent";

/**
 * A stream to a unix socket of the host. OpenSSH answers a missing socket, a forbidden one and
 * forbidden forwarding all alike, so after a refusal the host itself is asked which it was; where
 * only forwarding is forbidden, netcat carries the bytes.
 */
export async function reachUnixSocket(
  opener: ChannelOpener,
  path: string,
  options: ChannelOptions,
): Promise<ChannelStream> {
  try {
    return await opener.forwardUnixSocket(path, options);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const state = await socketState(opener, path, options);
    if (state !== "present") throw unreachable(path, state, error);
    if (!(await hasProgram(opener, "nc", options))) throw forwardingDenied(path, error);
    return await opener.spawn(["nc", "-U", path], options);
  }
}

/** A stream to a TCP port as reached from the host, by netcat where forwarding is forbidden. */
export async function reachTcp(
  opener: ChannelOpener,
  target: { host: string; port: number },
  options: ChannelOptions,
): Promise<ChannelStream> {
  const { host, port } = target;
  try {
    return await opener.forwardTcp(host, port, options);
  } catch (error) {
    if (!isRefusal(error) || !isProhibited(error)) throw error;
    if (!(await hasProgram(opener, "nc", options)))
      throw forwardingDenied(`${host}:${port}`, error);
    return await opener.spawn(["nc", host, String(port)], options);
  }
}

export async function socketState(
  opener: ChannelOpener,
  path: string,
  options: ChannelOptions,
): Promise<SocketState> {
  const exists = await opener.exec(["test", "-S", path], options);
  if (exists.code !== 0) return "absent";
  const writable = await opener.exec(["test", "-w", path], options);
  return writable.code === 0 ? "present" : "denied";
}

/**
 * Whether the host may have a program. Shells say that they do not know one by 127, or by 1 and
 * nothing else. Any other answer does not come from a shell - a key confined to one command runs
 * that command, whatever was asked - and does not speak against the program.
 */
export async function hasProgram(
  opener: ChannelOpener,
  program: string,
  options: ChannelOptions,
): Promise<boolean> {
  const { code, stderr } = await opener.exec(["command", "-v", program], options);
  return code !== 127 && !(code === 1 && stderr === "");
}

export function unreachable(path: string, state: "denied" | "absent", cause: unknown) {
  const where = { step: "socket", facts: { path } } as const;
  if (state === "denied") {
    const message = `the user may not open ${path}: add the user to the libvirt group of the host`;
    return new TransportError({ ...where, reason: "socketDenied" }, message, { cause });
  }
  const message = `there is no socket at ${path} on the host`;
  return new TransportError({ ...where, reason: "noSocket" }, message, { cause });
}

export function forwardingDenied(what: string, cause: unknown): TransportError {
  const where = { step: "socket", reason: "forwardingDenied", facts: { what } } as const;
  const message = `the SSH server forbids forwarding to ${what} (AllowTcpForwarding, AllowStreamLocalForwarding), and the host has nothing to do it with`;
  return new TransportError(where, message, { cause });
}

/** Whether the server answered with a refusal, as opposed to no answer or a lost session. */
export function isRefusal(error: unknown): error is TransportError {
  return error instanceof TransportError && error.reason === "forwardingDenied";
}

/** SSH_OPEN_ADMINISTRATIVELY_PROHIBITED (RFC 4254, section 5.1). */
function isProhibited(error: TransportError): boolean {
  return error.facts.sshReason === "1";
}
