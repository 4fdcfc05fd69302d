import { spawn } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually, freePort, run } from "./run";

/**
 * A real sshd of one's own, as root, in a mount namespace where /run, /etc/passwd and /etc/shadow
 * are private: the machine's accounts and sockets are neither used nor changed.
 */
export interface TestSshd {
  readonly port: number;
  readonly directory: string;
  /** A key that may sign in as both users. */
  readonly keyPath: string;
  readonly key: string;
  /** SHA256 fingerprint of the host key, as ssh-keygen prints it. */
  readonly fingerprint: string;
  log(): string;
  /** Ends the sessions of all clients; the server itself goes on. */
  dropSessions(): Promise<void>;
  /** Stops the sessions of all clients in their tracks, until the function returned is called. */
  freezeSessions(): Promise<() => void>;
  /** Stops it and starts it again with another host key on the same port. */
  replaceHostKey(): Promise<void>;
  stop(): Promise<void>;
}

export interface SshdOptions {
  /** Lines put before the defaults of sshd_config; the first of a name counts. */
  config?: readonly string[];
  /** Sockets to be seen inside: path there to path here. */
  sockets?: Readonly<Record<string, string>>;
  /** Programs that are missing on this host. */
  without?: readonly string[];
}

/** A user with root's rights, and one without any. */
export const sshUsers = { admin: "labadmin", plain: "labplain" } as const;
export const sshPassword = "correct horse battery";

/** $1 folder, $2 sockets as "inside=outside" lines, $3 missing programs, then the daemon. */
const ISOLATE = `
dir=$1; sockets=$2; missing=$3; shift 3
mkdir -p "$dir/outside"
mount --bind /run "$dir/outside" || exit 1
mount -t tmpfs -o mode=755 tmpfs /run && mkdir -m755 /run/sshd /run/libvirt || exit 1
mount --bind "$dir/passwd" /etc/passwd && mount --bind "$dir/shadow" /etc/shadow || exit 1
printf '%s\\n' "$sockets" | while IFS='=' read -r inside outside; do
  [ -z "$inside" ] && continue
  mkdir -p "$(dirname "$inside")" && : > "$inside" && mount --bind "$outside" "$inside" || exit 1
done
for program in $missing; do mount --bind /dev/null "$program" || exit 1; done
exec "$@"`;

export async function startSshd(options: SshdOptions = {}): Promise<TestSshd> {
  const directory = await mkdtemp(join(tmpdir(), "node-libvirt-ssh-"));
  const port = await freePort();
  const at = (name: string) => join(directory, name);
  // sshd reads the keys of the plain user as that user.
  await chmod(directory, 0o755);
  await makeKey(at("id"));
  await copyFile(at("id.pub"), at("authorized_keys"));
  await writeAccounts(directory);
  await writeFile(at("sshd_config"), sshdConfig(directory, port, options));
  await makeKey(at("host_key"));
  let daemon = await launch(directory, port, options);
  let fingerprint = await readFingerprint(at("host_key.pub"));
  return {
    port,
    directory,
    keyPath: at("id"),
    key: await readFile(at("id"), "utf8"),
    get fingerprint() {
      return fingerprint;
    },
    log: () => daemon.log(),
    dropSessions: async () => {
      for (const session of await daemon.sessions()) process.kill(session);
    },
    freezeSessions: async () => {
      const frozen = await daemon.sessions();
      for (const session of frozen) process.kill(session, "SIGSTOP");
      return () => {
        for (const session of frozen) process.kill(session, "SIGCONT");
      };
    },
    replaceHostKey: async () => {
      await daemon.stop();
      await Promise.all([rm(at("host_key")), rm(at("host_key.pub"))]);
      await makeKey(at("host_key"));
      daemon = await launch(directory, port, options);
      fingerprint = await readFingerprint(at("host_key.pub"));
    },
    stop: async () => {
      await daemon.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export async function makeKey(path: string, passphrase = ""): Promise<void> {
  await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f", path]);
}

async function readFingerprint(publicKeyPath: string): Promise<string> {
  const [, fingerprint = ""] = (await run("ssh-keygen", ["-lf", publicKeyPath])).split(" ");
  return fingerprint;
}

function sshdConfig(directory: string, port: number, { config = [] }: SshdOptions): string {
  const lines = [
    ...config,
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${directory}/host_key`,
    `AuthorizedKeysFile ${directory}/authorized_keys`,
    "PidFile none",
    "StrictModes no",
    "UsePAM no",
    "PermitRootLogin yes",
    "PasswordAuthentication yes",
    "LogLevel VERBOSE",
  ];
  return `${lines.join("\n")}\n`;
}

async function writeAccounts(directory: string): Promise<void> {
  const { admin, plain } = sshUsers;
  const hash = (await run("openssl", ["passwd", "-6", "-stdin"], sshPassword)).trim();
  const passwd = await readFile("/etc/passwd", "utf8");
  const users = [`${admin}:x:0:0::/tmp:/bin/sh`, `${plain}:x:65533:65533::/tmp:/bin/sh`];
  // Programs look a user up by number too, and take the first: ours stands before root.
  await writeFile(join(directory, "passwd"), `${users.join("\n")}\n${passwd}`);
  const shadow = [admin, plain].map((user) => `${user}:${hash}:19700:0:99999:7:::\n`);
  await writeFile(join(directory, "shadow"), shadow.join(""), { mode: 0o600 });
  await mkdir(join(directory, "outside"), { recursive: true });
}

async function launch(directory: string, port: number, options: SshdOptions) {
  const sockets = Object.entries(options.sockets ?? {}).map((pair) => pair.join("="));
  const sshd = ["/usr/sbin/sshd", "-D", "-e", "-f", join(directory, "sshd_config")];
  const isolated = [directory, sockets.join("\n"), (options.without ?? []).join(" "), ...sshd];
  // The server goes when the test's process goes, however that ends.
  const bound = ["--pdeathsig", "TERM", "unshare", "--mount", "--propagation", "private"];
  const child = spawn("setpriv", [...bound, "sh", "-c", ISOLATE, "sh", ...isolated], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let output = "";
  child.stderr?.on("data", (chunk) => {
    output = (output + chunk).slice(-65_536);
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
  };
  const sessions = async () => {
    const { pid } = child;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
    return children.split(" ").filter(Boolean).map(Number);
  };
  try {
    await eventually(() => greeted(port));
  } catch (error) {
    await stop();
    throw new Error(`sshd did not start: ${output}`, { cause: error });
  }
  return { stop, sessions, log: () => output };
}

function greeted(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed without a greeting")));
    socket.once("data", () => {
      resolve();
      socket.destroy();
    });
  });
}
