import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "./run";

/**
 * A polkitd of one's own on a message bus of one's own, in a mount namespace where its rules are
 * private: the machine's own polkit and bus are neither asked nor changed.
 */
export interface TestPolkit {
  /** For the DBUS_SYSTEM_BUS_ADDRESS of the daemon that shall ask it. */
  readonly busAddress: string;
  stop(): Promise<void>;
}

/** A system bus without the machine's policies: its socket is all that protects it. */
const busConfig = (socketPath: string): string => `<!DOCTYPE busconfig PUBLIC
 "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${socketPath}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
  </policy>
</busconfig>
`;

/** $1 rules of the test, then the daemon. */
const ISOLATE = `rules=$1; shift
mount -t tmpfs -o mode=755 tmpfs /etc/polkit-1 && mkdir -m755 /etc/polkit-1/rules.d || exit 1
cp "$rules" /etc/polkit-1/rules.d/00-test.rules && chmod 644 /etc/polkit-1/rules.d/00-test.rules || exit 1
exec "$@"`;

/** `rules`: the JavaScript of a polkit rules file. */
export async function startPolkit(rules: string): Promise<TestPolkit> {
  const directory = await mkdtemp(join(tmpdir(), "node-libvirt-polkit-"));
  // polkitd gives its rights away before it comes to the bus.
  await chmod(directory, 0o755);
  const at = (name: string) => join(directory, name);
  const busAddress = `unix:path=${at("bus")}`;
  await writeFile(at("bus.conf"), busConfig(at("bus")));
  await writeFile(at("test.rules"), rules);
  const children = [launch(["dbus-daemon", "--nofork", `--config-file=${at("bus.conf")}`], {})];
  const stop = async () => {
    await Promise.all(children.map(end));
    await rm(directory, { recursive: true, force: true });
  };
  try {
    await eventually(() => reach(at("bus")));
    const isolated = ["unshare", "--mount", "--propagation", "private", "sh", "-c", ISOLATE, "sh"];
    const polkitd = ["/usr/lib/polkit-1/polkitd", "--no-debug"];
    const environment = { DBUS_SYSTEM_BUS_ADDRESS: busAddress };
    children.push(launch([...isolated, at("test.rules"), ...polkitd], environment));
  } catch (error) {
    await stop();
    throw error;
  }
  return { busAddress, stop };
}

function launch(command: string[], environment: Record<string, string>): ChildProcess {
  // The daemon goes when the test's process goes, however that ends.
  return spawn("setpriv", ["--pdeathsig", "TERM", ...command], {
    stdio: "ignore",
    env: { ...process.env, PATH: "/usr/sbin:/usr/bin:/sbin:/bin", ...environment },
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}

function reach(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
  });
}
