/**
 * TLS to the daemon's own port.
 *
 * Two things are libvirt's, not TLS's. Once the daemon has accepted our certificate it sends one
 * byte, 0x01, inside the session: it has to be read before the first message, or framing is off by
 * one. And the daemon never looks for a second message in a record it has already decrypted, so
 * whoever writes to this socket sends one message per write (`oneMessagePerWrite`).
 *
 * With TLS 1.3 the handshake is over on our side before the daemon has judged our certificate: a
 * refusal arrives as an alert or a closed socket where the byte should have been.
 */
import { once } from "node:events";
import type { Socket } from "node:net";
import { isIP } from "node:net";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import { TransportError, UriError } from "../errors/errors";
import type { LibvirtUri, UriParams } from "../uri/libvirt-uri";
import type { NoteFacts, Opening } from "./opening";
import { systemCode } from "./system-errors";
import { openTcp, type TcpTarget } from "./tcp";
import { loadTlsIdentity, type TlsIdentity, type TlsOptions } from "./tls-files";

const ACCEPTED = 0x01;
/** The priorities libvirt itself defaults to; others are written in GnuTLS's own language. */
const acceptedPriorities = new Set(["NORMAL", "@SYSTEM", "@LIBVIRT,SYSTEM"]);

/** Connects, verifies the daemon, and waits until the daemon has accepted us. */
export async function openTls(
  opening: Opening,
  uri: LibvirtUri,
  how: { target: TcpTarget; options: TlsOptions },
): Promise<TLSSocket> {
  checkPriority(uri.params);
  const identity = await loadTlsIdentity(how.options, uri.params);
  const socket = await openTcp(opening, how.target);
  try {
    const session = connect(sessionOptions(socket, uri, { ...how, identity }));
    const judged = firstByte(session);
    // Judged only in the second step; a refusal during the first must not count as unhandled.
    judged.catch(() => {});
    await opening.step("hostKey", (note) => verified(session, opening.signal, note));
    await opening.step("signIn", () => judged);
    return session;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function sessionOptions(
  socket: Socket,
  uri: LibvirtUri,
  how: { target: TcpTarget; options: TlsOptions; identity: TlsIdentity },
): ConnectionOptions {
  const { ca, cert, key } = how.identity;
  const name = how.options.servername ?? how.target.host;
  const { passphrase } = how.options;
  return {
    socket,
    ca,
    host: name,
    minVersion: "TLSv1.2",
    rejectUnauthorized: uri.params.noVerify !== true,
    ...(isIP(name) === 0 ? { servername: name } : {}),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
}

async function verified(session: TLSSocket, signal: AbortSignal, note: NoteFacts): Promise<void> {
  try {
    await once(session, "secureConnect", { signal });
  } catch (error) {
    throw certificateError(error);
  }
  const certificate = session.getPeerCertificate();
  note({
    protocol: session.getProtocol() ?? "",
    subject: String(certificate.subject?.CN ?? ""),
    sha256: certificate.fingerprint256 ?? "",
  });
}

function firstByte(session: TLSSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    const onEnd = () => finish(refused());
    const onError = (error: Error) => finish(refused(error));
    const onReadable = () => {
      const byte: unknown = session.read(1);
      if (byte === null) return;
      const accepted = Buffer.isBuffer(byte) && byte[0] === ACCEPTED;
      finish(accepted ? undefined : notLibvirt());
    };
    const finish = (error?: Error) => {
      session.off("readable", onReadable).off("end", onEnd).off("close", onEnd);
      session.off("error", onError);
      if (error === undefined) return resolve();
      // A later alert of the same refusal must not become an uncaught error.
      session.on("error", () => {});
      session.destroy();
      reject(error);
    };
    session.on("readable", onReadable).on("end", onEnd).on("close", onEnd).on("error", onError);
  });
}

function refused(cause?: Error): TransportError {
  const code = systemCode(cause);
  const alert = code?.startsWith("ERR_SSL_") === true ? code : undefined;
  return new TransportError(
    { step: "signIn", reason: "certificateRefused", facts: alert === undefined ? {} : { alert } },
    "the daemon refused our certificate: it wants one from an authority it trusts, and perhaps a name on its list (tls_allowed_dn_list)",
    { cause },
  );
}

function notLibvirt(): TransportError {
  const message = "what answers there speaks TLS, but not as a libvirt daemon does";
  return new TransportError({ step: "signIn", reason: "notLibvirt" }, message);
}

const explanations: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "the daemon's certificate has expired",
  CERT_NOT_YET_VALID: "the daemon's certificate is not valid yet",
  ERR_TLS_CERT_ALTNAME_INVALID: "the daemon's certificate is for another name or address",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the daemon's certificate is signed by nobody we trust",
  SELF_SIGNED_CERT_IN_CHAIN: "the daemon's certificate is from an authority we do not trust",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the daemon's certificate is from an authority we do not trust",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "the daemon's certificate is from an authority we do not trust",
  CERT_SIGNATURE_FAILURE: "the daemon's certificate is not signed by the authority it names",
};

/** Why the handshake did not come about, told apart from a refusal of our own certificate. */
function certificateError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  if (error instanceof TransportError || error.name === "AbortError") return error;
  const code = systemCode(error) ?? "unknown";
  const explanation = explanations[code];
  const facts = { code };
  const options = { cause: error };
  if (explanation !== undefined) {
    const where = { step: "hostKey", reason: "certificateInvalid", facts } as const;
    return new TransportError(where, `${explanation} (${error.message})`, options);
  }
  if (/ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/.test(code)) {
    return refused(error);
  }
  if (code === "ECONNRESET") {
    const where = { step: "hostKey", reason: "reset", facts } as const;
    return new TransportError(where, "the connection was closed during the handshake", options);
  }
  const message = `what answers there does not speak TLS as a libvirt daemon does: ${error.message}`;
  return new TransportError({ step: "hostKey", reason: "notLibvirt", facts }, message, options);
}

function checkPriority({ tlsPriority }: UriParams): void {
  if (tlsPriority === undefined || acceptedPriorities.has(tlsPriority)) return;
  throw new UriError(
    `parameter "tls_priority" is in GnuTLS's own language; only ${[...acceptedPriorities].join(", ")} can be honoured here`,
    "tls_priority",
  );
}
