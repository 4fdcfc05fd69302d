/**
 * Where TLS certificates are by libvirt's convention, and the checks worth making before a
 * handshake fails with less to say.
 *
 *   ?pkipath=DIR    DIR/cacert.pem  DIR/clientcert.pem  DIR/clientkey.pem        all three needed
 *   as a user       ~/.pki/libvirt/ (same names), and for what is missing there:
 *   system-wide     /etc/pki/CA/cacert.pem
 *                   /etc/pki/libvirt/clientcert.pem  /etc/pki/libvirt/private/clientkey.pem
 *
 * Without pkipath the client's own certificate is optional: the daemon may not ask for one.
 */
import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { TransportError, type TransportReason } from "../errors/errors";
import { systemCode } from "./system-errors";

export interface TlsOptions {
  /** PEM text. What is not given here is read from the conventional files. */
  ca?: string;
  cert?: string;
  key?: string;
  passphrase?: string;
  /** Name to expect in the daemon's certificate, when it differs from the host in the URI. */
  servername?: string;
}

export interface TlsIdentity {
  ca: string;
  cert: string | undefined;
  key: string | undefined;
}

interface Locations {
  ca: string[];
  cert: string[];
  key: string[];
}

function tlsLocations(pkipath: string | undefined, home: string): Locations {
  if (pkipath !== undefined) {
    return {
      ca: [`${pkipath}/cacert.pem`],
      cert: [`${pkipath}/clientcert.pem`],
      key: [`${pkipath}/clientkey.pem`],
    };
  }
  const own = `${home}/.pki/libvirt`;
  return {
    ca: [`${own}/cacert.pem`, "/etc/pki/CA/cacert.pem"],
    cert: [`${own}/clientcert.pem`, "/etc/pki/libvirt/clientcert.pem"],
    key: [`${own}/clientkey.pem`, "/etc/pki/libvirt/private/clientkey.pem"],
  };
}

/** Reads what the options leave open. Rejects with TransportError `certificateUnreadable`. */
export async function loadTlsIdentity(
  options: TlsOptions,
  params: { pkipath?: string; noSanity?: boolean },
): Promise<TlsIdentity> {
  const at = tlsLocations(params.pkipath, homedir());
  const ca = options.ca ?? (await readFirst(at.ca));
  if (ca === undefined) throw missing("CA certificate", at.ca);
  const cert = options.cert ?? (await readFirst(at.cert));
  const key = options.key ?? (await readFirst(at.key));
  if (params.pkipath !== undefined && cert === undefined) throw missing("certificate", at.cert);
  if (cert !== undefined && key === undefined) throw missing("private key", at.key);
  if (cert !== undefined && key !== undefined && params.noSanity !== true) {
    checkOwnCertificate(cert, key, options.passphrase);
  }
  return { ca, cert, key };
}

async function readFirst(paths: string[]): Promise<string | undefined> {
  for (const path of paths) {
    try {
      return await readFile(path, "utf8");
    } catch (error) {
      if (systemCode(error) === "ENOENT") continue;
      throw unusable(`cannot read ${path}`, { path }, error);
    }
  }
  return undefined;
}

function checkOwnCertificate(cert: string, key: string, passphrase: string | undefined): void {
  const certificate = parse("certificate", () => new X509Certificate(cert));
  const privateKey = parse("private key", () => readKey(key, passphrase));
  if (!certificate.checkPrivateKey(privateKey)) {
    throw unusable("our private key does not belong to our certificate", {});
  }
  if (Date.parse(certificate.validTo) < Date.now()) {
    throw unusable(`our certificate ended on ${certificate.validTo}`, {
      validTo: certificate.validTo,
    });
  }
}

function readKey(key: string, passphrase: string | undefined): KeyObject {
  return createPrivateKey(passphrase === undefined ? key : { key, passphrase });
}

function parse<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw unusable(`our ${what} is not readable as PEM`, { what }, error);
  }
}

function missing(what: string, paths: string[]): TransportError {
  return unusable(`there is no ${what} at ${paths.join(" or ")}`, { paths: paths.join(", ") });
}

function unusable(message: string, facts: Record<string, string>, cause?: unknown): TransportError {
  const reason: TransportReason = "certificateUnreadable";
  return new TransportError({ step: "signIn", reason, facts }, message, { cause });
}
