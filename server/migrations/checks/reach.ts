import type { Duplex } from "node:stream";
import { connectOver, parseUri, TimeoutError, TransportError } from "node-libvirt";
import type { Problem } from "../../problem";
import { because, type Check, type Checked, fail, pass, warn } from "./check";

/** libvirt's default range for incoming memory begins here; nothing listens before a migration. */
const FIRST_DATA_PORT = 49_152;
const DIAL_TIMEOUT_MS = 5_000;
const TRUST_TIMEOUT_MS = 15_000;

/** A refusal proves that packets get there and back; silence is what costs minutes later. */
export const dataPath: Check = async (checked) => {
  const { source, to, signal } = checked;
  // Without an address in its URI the destination names itself, and QEMU goes where that leads.
  const named = parseUri(to.uri).host;
  const host = named ?? to.hostname;
  if (host === null) return warn(because(checked, "migrationUnresolvable"));
  const params = { address: host, port: FIRST_DATA_PORT };
  try {
    const target = { tcp: { host, port: FIRST_DATA_PORT } };
    const socket = await source.pool.dial(target, { signal, timeoutMs: DIAL_TIMEOUT_MS });
    socket.destroy();
    return pass(params);
  } catch (error) {
    if (!(error instanceof TransportError || error instanceof TimeoutError)) throw error;
    const found = meaningOf(error);
    if (found === "answered") return pass(params);
    const code = named === null ? "migrationUnresolvable" : "migrationDataRefused";
    const problem = because(checked, code, { detail: error.message, params });
    return found === "notTold" ? warn(problem) : fail(problem);
  }
};

const CONNECT_FAILED = "2";

/** Through SSH the host's own words come in the refusal of the channel: RFC 4254 5.1 has one number for all of them. */
function meaningOf(error: TransportError | TimeoutError): "answered" | "silent" | "notTold" {
  if (error instanceof TimeoutError) return "silent";
  if (error.reason === "refused") return "answered";
  if (error.reason !== "forwardingDenied") return "silent";
  if (error.facts.sshReason !== CONNECT_FAILED) return "notTold";
  return /refused/i.test(error.message) ? "answered" : "silent";
}

const SOCKETS = ["/run/libvirt/libvirt-sock", "/run/libvirt/virtqemud-sock"];

/**
 * Whether the source's daemon can sign in to the destination's, by letting it: a second connection to
 * the source asks it to open the destination's URI, as it would for a peer-to-peer migration. Nothing
 * is touched, and the machine's own job lock is not held while an unreachable host is tried.
 */
export const peerTrust: Check = async (checked) => {
  const { route, options } = checked;
  const needed = options.mode === "peerToPeer";
  const refuse = (problem: Problem) => (needed ? fail(problem) : warn(problem));
  if (route.peerUri === null) return refuse(because(checked, "migrationNoAddress"));
  const stream = await daemonSocket(checked);
  try {
    const asPeer = await connectOver(stream, {
      name: route.peerUri,
      keepalive: false,
      timeoutMs: TRUST_TIMEOUT_MS,
      signal: checked.signal,
    });
    await asPeer.close();
    return pass({ uri: route.peerUri });
  } catch (error) {
    stream.destroy();
    const detail = error instanceof Error ? error.message : String(error);
    return refuse(because(checked, "migrationPeerRefused", { detail }));
  }
};

async function daemonSocket({ source, signal }: Checked): Promise<Duplex> {
  const own = source.pool.uri.params.socket;
  let last: unknown;
  for (const unix of own ? [own] : SOCKETS) {
    try {
      return await source.pool.dial({ unix }, { signal, timeoutMs: DIAL_TIMEOUT_MS });
    } catch (error) {
      last = error;
    }
  }
  throw last;
}
