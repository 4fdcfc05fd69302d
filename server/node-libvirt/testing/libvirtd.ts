import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A libvirtd of one's own for tests: private directories, sockets and pid file, TCP on loopback, no
 * sign-in, and nothing of the machine's own daemon touched. Meant for the test driver, whose
 * machines live in the daemon's memory.
 */
export interface TestDaemon {
  readonly socketPath: string;
  readonly tcpPort: number;
  readonly directory: string;
  readonly pid: number;
  /** What the daemon printed, for the message of a failing test. */
  log(): string;
  stop(): Promise<void>;
}

export interface TestDaemonOptions {
  /** Lines added to libvirtd.conf. */
  config?: string[];
  /**
   * Driver modules besides the built-in test driver (`storage`, `qemu`). They keep state in system
   * directories, so the daemon then runs in a mount namespace with empty ones; needs root.
   */
  drivers?: string[];
}

const START_TIMEOUT_MS = 15_000;
const STOP_TIMEOUT_MS = 10_000;

export async function startTestDaemon(options: TestDaemonOptions = {}): Promise<TestDaemon> {
  const directory = await mkdtemp(join(tmpdir(), "node-libvirt-"));
  const tcpPort = await freePort();
  const socketPath = join(directory, "libvirt-sock");
  const config = [
    `unix_sock_dir = "${directory}"`,
    'unix_sock_rw_perms = "0700"',
    'auth_unix_rw = "none"',
    'auth_unix_ro = "none"',
    "listen_tls = 0",
    "listen_tcp = 1",
    'listen_addr = "127.0.0.1"',
    `tcp_port = "${tcpPort}"`,
    'auth_tcp = "none"',
    `host_uuid = "${randomUUID()}"`,
    ...(options.config ?? []),
  ];
  const configPath = join(directory, "libvirtd.conf");
  await writeFile(configPath, `${config.join("\n")}\n`);
  for (const name of ["home", "run", "drivers"]) await mkdir(join(directory, name));
  const drivers = options.drivers ?? [];
  for (const name of drivers) {
    const module = `libvirt_driver_${name}.so`;
    await symlink(join(await moduleDirectory(), module), join(directory, "drivers", module));
  }
  const child = spawnDaemon(directory, { configPath, isolated: drivers.length > 0 });
  let output = "";
  child.stderr?.on("data", (chunk) => {
    output = (output + chunk).slice(-65_536);
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    const stuck = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(stuck);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await answering(socketPath, child);
  } catch (error) {
    await stop();
    throw new Error(`libvirtd did not start: ${output}`, { cause: error });
  }
  return { socketPath, tcpPort, directory, pid: child.pid ?? 0, log: () => output, stop };
}

/** Empty state directories for the daemon alone, then the daemon itself under the same pid. */
const ISOLATE = `for d in /run /etc/libvirt /var/lib/libvirt /var/cache/libvirt; do
  mount -t tmpfs tmpfs "$d" || exit 1
done
mkdir -p /run/libvirt && exec "$@"`;

function spawnDaemon(
  directory: string,
  { configPath, isolated }: { configPath: string; isolated: boolean },
): ChildProcess {
  const pidPath = join(directory, "libvirtd.pid");
  const daemon = ["/usr/sbin/libvirtd", "--listen", "--config", configPath, "--pid-file", pidPath];
  // The daemon goes when the test's process goes, however that ends.
  const bound = ["setpriv", "--pdeathsig", "TERM"];
  const command = isolated
    ? [
        ...bound,
        "unshare",
        "--mount",
        "--propagation",
        "private",
        "sh",
        "-c",
        ISOLATE,
        "sh",
        ...daemon,
      ]
    : [...bound, ...daemon];
  const [file = "", ...args] = command;
  return spawn(file, args, {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
      HOME: join(directory, "home"),
      XDG_RUNTIME_DIR: join(directory, "run"),
      // Only the drivers asked for: a test does not lay hands on the machine's own state.
      LIBVIRT_DRIVER_DIR: join(directory, "drivers"),
    },
  });
}

/** Where this machine's libvirt keeps its driver modules. */
async function moduleDirectory(): Promise<string> {
  for (const library of ["/usr/lib64", "/usr/lib", ...(await multiarch())]) {
    const directory = join(library, "libvirt/connection-driver");
    if (existsSync(directory)) return directory;
  }
  throw new Error("libvirt's driver modules are not installed");
}

async function multiarch(): Promise<string[]> {
  const names = await readdir("/usr/lib");
  return names.filter((name) => name.includes("-linux-")).map((name) => join("/usr/lib", name));
}

/** A connected socket to the daemon's unix socket. */
export function dial(target: { path: string } | { host: string; port: number }): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(target);
    socket.once("connect", () => resolve(socket));
    socket.once("error", reject);
  });
}

async function answering(path: string, child: ChildProcess): Promise<void> {
  const deadlineMs = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      const socket = await dial({ path });
      socket.destroy();
      return;
    } catch (error) {
      if (Date.now() > deadlineMs || child.exitCode !== null) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** The machines of a test-driver file: `count` shut-off or running domains named `machine-0001`… */
export async function writeTestDriverFile(path: string, count: number): Promise<void> {
  const domains = Array.from({ length: count }, (_, index) => {
    const name = `machine-${String(index + 1).padStart(4, "0")}`;
    const state = index % 2 === 0 ? "" : "<test:runstate>5</test:runstate>";
    return `<domain type="test" xmlns:test="http://libvirt.org/schemas/domain/test/1.0">${state}<name>${name}</name><uuid>${randomUUID()}</uuid><memory>262144</memory><vcpu>2</vcpu><os><type>hvm</type></os></domain>`;
  });
  await writeFile(path, `<?xml version="1.0"?>\n<node>\n${domains.join("\n")}\n</node>\n`);
}
