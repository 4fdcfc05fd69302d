/** How the bytes reach the daemon. */
export const uriTransports = ["unix", "tcp", "tls", "ssh"] as const;
export type UriTransport = (typeof uriTransports)[number];

export const sshAuthMethods = ["agent", "privkey", "password", "keyboard-interactive"] as const;
export type SshAuthMethod = (typeof sshAuthMethods)[number];

/** The documented URI parameters this client understands, with their documented meaning. */
export interface UriParams {
  /** Connection name to hand to the daemon instead of the one derived from the URI. */
  name?: string;
  /** Per-driver daemon (`direct`), libvirtd or its proxy (`legacy`), or whichever answers. */
  mode?: "auto" | "direct" | "legacy";
  /** Path of the daemon's socket on the machine that runs it. */
  socket?: string;
  /** What carries the bytes on the far side of SSH. */
  proxy?: "auto" | "netcat" | "native";
  /** Name or path of netcat on the far side of SSH. */
  netcat?: string;
  /** Path of a private key on this machine. */
  keyfile?: string;
  knownHosts?: string;
  knownHostsVerify?: "normal" | "auto" | "ignore";
  /** TLS: do not verify the daemon's certificate. SSH: accept unknown (not changed) host keys. */
  noVerify?: boolean;
  /** Accepted for compatibility: this client never asks on a terminal. */
  noTty?: boolean;
  /** SSH sign-in methods in the order they are tried. */
  sshauth?: SshAuthMethod[];
  /** Folder with cacert.pem, clientcert.pem and clientkey.pem. */
  pkipath?: string;
  /** TLS: skip the checks of our own certificate files. */
  noSanity?: boolean;
  tlsPriority?: string;
  /** The daemon's sign-in scheme to insist on: none, polkit, sasl or sasl.MECHANISM. */
  auth?: string;
}

/** A parsed connection URI: `driver[+transport]://[user@][host][:port]/path[?params]`. */
export interface LibvirtUri {
  driver: string;
  transport: UriTransport;
  user: string | null;
  /** Name or address without brackets; null only for `unix`. */
  host: string | null;
  /** null = the transport's own port. */
  port: number | null;
  /** Begins with a slash: `/system`, `/session`, `/default`. */
  path: string;
  params: UriParams;
}

/** Ports used when a URI names none (libvirt's remote documentation; SSH's own for `ssh`). */
export const defaultPorts = { tcp: 16509, tls: 16514, ssh: 22 } as const;
