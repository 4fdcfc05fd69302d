import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makePki, type Pki } from "./certificates";
import { eventually, freePort, run } from "./run";

/** A private libvirtd that listens on TLS and TCP, with SASL where asked for. Test driver only. */
export interface SecureDaemon {
  readonly tlsPort: number;
  readonly tcpPort: number;
  readonly socketPath: string;
  readonly pki: Pki;
  log(): string;
  stop(): Promise<void>;
}

export interface SecureOptions {
  /** Lines of libvirtd.conf in place of those of the same name. */
  config?: Record<string, string>;
  /** SASL mechanisms, space-separated as in libvirt.conf of Cyrus SASL. */
  saslMechanisms?: string;
  users?: Record<string, string>;
  serverDays?: number;
  /** Where it listens. Default 127.0.0.1. */
  address?: string;
  environment?: Record<string, string>;
}

export async function startSecureDaemon(options: SecureOptions = {}): Promise<SecureDaemon> {
  const directory = await mkdtemp(join(tmpdir(), "node-libvirt-tls-"));
  const { address = "127.0.0.1" } = options;
  const [tlsPort, tcpPort] = [await freePort(), await freePort()];
  const pki = await makePki(join(directory, "pki"), options.serverDays);
  const config: Record<string, string> = {
    unix_sock_dir: `"${directory}"`,
    unix_sock_rw_perms: '"0700"',
    auth_unix_rw: '"none"',
    auth_unix_ro: '"none"',
    listen_tls: "1",
    listen_tcp: "1",
    listen_addr: `"${address}"`,
    tls_port: `"${tlsPort}"`,
    tcp_port: `"${tcpPort}"`,
    auth_tcp: '"none"',
    auth_tls: '"none"',
    ca_file: `"${pki.directory}/cacert.pem"`,
    cert_file: `"${pki.directory}/servercert.pem"`,
    key_file: `"${pki.directory}/serverkey.pem"`,
    // Tests of an expired certificate need a daemon that starts with one.
    tls_no_sanity_certificate: "1",
    host_uuid: `"${randomUUID()}"`,
    ...options.config,
  };
  const lines = Object.entries(config).map(([name, value]) => `${name} = ${value}\n`);
  await writeFile(join(directory, "libvirtd.conf"), lines.join(""));
  for (const name of ["home", "run", "sasl"]) await mkdir(join(directory, name));
  await writeSasl(directory, options);
  const { child, log } = launch(directory, options.environment);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await eventually(() => reach(tlsPort, address));
  } catch (error) {
    await stop();
    throw new Error(`libvirtd did not start: ${log()}`, { cause: error });
  }
  return { tlsPort, tcpPort, socketPath: join(directory, "libvirt-sock"), pki, log, stop };
}

async function writeSasl(directory: string, { saslMechanisms, users = {} }: SecureOptions) {
  const database = join(directory, "sasl/users.db");
  const config = `mech_list: ${saslMechanisms ?? ""}\nsasldb_path: ${database}\npwcheck_method: auxprop\nauxprop_plugin: sasldb\n`;
  await writeFile(join(directory, "sasl/libvirt.conf"), config);
  for (const [user, password] of Object.entries(users)) {
    await run("saslpasswd2", ["-p", "-f", database, "-a", "libvirt", "-c", user], password);
  }
}

function launch(
  directory: string,
  environment: Record<string, string> = {},
): { child: ChildProcess; log: () => string } {
  const files = ["--config", join(directory, "libvirtd.conf")];
  const pid = ["--pid-file", join(directory, "libvirtd.pid")];
  // The daemon goes when the test's process goes, however that ends.
  const bound = ["--pdeathsig", "TERM", "/usr/sbin/libvirtd", "--listen"];
  const child = spawn("setpriv", [...bound, ...files, ...pid], {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
      HOME: join(directory, "home"),
      XDG_RUNTIME_DIR: join(directory, "run"),
      SASL_CONF_PATH: join(directory, "sasl"),
      // No driver modules: the built-in test driver alone, and nothing of the machine's own state.
      LIBVIRT_DRIVER_DIR: join(directory, "run"),
      ...environment,
    },
  });
  let output = "";
  child.stderr?.on("data", (chunk) => {
    output = (output + chunk).slice(-65_536);
  });
  return { child, log: () => output };
}

function reach(port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, address);
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
  });
}
