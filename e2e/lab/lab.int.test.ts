import { access } from "node:fs/promises";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GuestSpec } from "./guest-xml";
import type { LabHost } from "./host";
import { defaultPlace, type Lab, openLab, raiseLab } from "./lab";
import { migrationIsHeld } from "./migration-hold";
import { findResidue } from "./residue";
import { attempt, run } from "./run";
import { readState } from "./state";
import { takeDown } from "./take-down";
import { waitUntil } from "./wait-until";

const name = "int-lab";
let lab: Lab;

const virshAt = (uri: string, ...args: string[]) => run(["virsh", "-q", "-c", uri, ...args]);
const stateOf = async (host: LabHost, guest: string) =>
  (await host.virsh(["domstate", guest])).trim();

beforeAll(async () => {
  await takeDown(defaultPlace(name));
  lab = await raiseLab({ name });
}, 120_000);

afterAll(() => takeDown(defaultPlace(name)));

async function started(host: string, spec: GuestSpec): Promise<void> {
  await lab.defineGuest(host, spec);
  await lab.host(host).virsh(["start", spec.name]);
  if (spec.kind === "tiny") {
    await waitUntil(
      "a running boot sector",
      async () => (await lab.readCounter(host, spec.name)) > 0,
    );
  }
}

async function removed(host: string, guest: string): Promise<void> {
  await lab.host(host).attempt(["virsh", "destroy", guest]);
  await lab.host(host).virsh(["undefine", guest]);
}

function migrate(guest: string, from: LabHost, to: LabHost, scheme: "ssh" | "tcp") {
  const how = ["--live", "--p2p", "--persistent", "--undefinesource"];
  const where = [`qemu+${scheme}://${to.name}/system`, "--migrateuri", `tcp://${to.name}`];
  return from.virsh(["migrate", ...how, guest, ...where]);
}

/** What a TCP connection to `port` brings in the given time: a refusal, silence or bytes. */
function greeting(host: LabHost, port: number, waitMs: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, host.address);
    let outcome = "no connection";
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(outcome);
    };
    const timer = setTimeout(end, waitMs);
    socket.once("connect", () => {
      outcome = "connected, silent";
    });
    socket.once("error", end);
    socket.once("data", (data) => {
      outcome = data.toString("latin1").slice(0, 4);
      end();
    });
  });
}

describe("hosts", () => {
  test("are machines of their own, reached over SSH, TCP and TLS", async () => {
    for (const host of lab.hosts) {
      for (const uri of [host.uris.ssh, host.uris.tcp, host.uris.tls]) {
        expect((await virshAt(uri, "hostname")).trim()).toBe(host.name);
      }
      expect(await host.virsh(["capabilities"])).toContain(`<uuid>${host.uuid}</uuid>`);
      await access(host.paths.socket);
    }
    const bootIds = lab.hosts.map((host) => host.exec(["cat", "/proc/sys/kernel/random/boot_id"]));
    expect(new Set(await Promise.all(bootIds)).size).toBe(lab.hosts.length);
  });

  test("let root and a user of group libvirt in with a password", async () => {
    const [host] = lab.hosts;
    for (const { user, password } of host?.passwordUsers ?? []) {
      // ssh asks a program for the password when there is no terminal; echo is given its question,
      // so the program is one that prints the environment.
      const options = ["-o", "PubkeyAuthentication=no", "-o", "NumberOfPasswordPrompts=1"];
      const known = ["-o", `UserKnownHostsFile=${host?.ssh.knownHostsPath}`];
      const target = [`${user}@${host?.address}`, "virsh", "-c", "qemu:///system", "hostname"];
      await host?.exec(["true"]);
      const askpass = "/usr/bin/printenv";
      const env = { ...process.env, SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: "force" };
      const variable = { [`${user}@${host?.address}'s password: `]: password };
      const answer = await run(["ssh", ...options, ...known, ...target], {
        env: { ...env, ...variable },
      });
      expect(answer.trim()).toBe(host?.name);
    }
  });

  test("let in an added key, and refuse what is no key", async () => {
    await expect(lab.addAuthorizedKey("command=x rm")).rejects.toThrow("no public key");
    const directory = (await run(["mktemp", "-d"])).trim();
    const key = `${directory}/key`;
    await run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key]);
    await lab.addAuthorizedKey(await run(["cat", `${key}.pub`]));
    for (const { address, ssh } of lab.hosts) {
      const options = ["-i", key, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"];
      const known = ["-o", `UserKnownHostsFile=${ssh.knownHostsPath}`];
      await run(["ssh", ...options, ...known, `root@${address}`, "true"]);
      await run(["ssh", ...options, ...known, `flotilla@${address}`, "true"]);
    }
    await run(["rm", "-r", directory]);
  });
});

describe("machines", () => {
  test("migrate live over SSH and back over TCP, their memory going on", async () => {
    const [first, second] = [lab.host("kvm1"), lab.host("kvm2")];
    await started("kvm1", { name: "mover", kind: "tiny", dirtyMibPerSecond: 4 });
    const before = await lab.readCounter("kvm1", "mover");
    await migrate("mover", first, second, "ssh");
    const there = await lab.readCounter("kvm2", "mover");
    expect(there).toBeGreaterThan(before);
    expect(await first.virsh(["list", "--all", "--name"])).not.toContain("mover");
    expect(await second.virsh(["dominfo", "mover"])).toMatch(/Persistent:\s+yes/);
    await migrate("mover", second, first, "tcp");
    const back = await lab.readCounter("kvm1", "mover");
    expect(back).toBeGreaterThan(there);
    // It would have begun again from 0 had it been restarted; so long it has not been running.
    await waitUntil("counter", async () => (await lab.readCounter("kvm1", "mover")) > back);
    await removed("kvm1", "mover");
  });

  test("on a local disk are refused a migration as unsafe", async () => {
    await started("kvm1", { name: "stayer", kind: "tiny", storage: "local" });
    const moving = migrate("stayer", lab.host("kvm1"), lab.host("kvm2"), "tcp");
    await expect(moving).rejects.toThrow("without shared storage is unsafe");
    await removed("kvm1", "stayer");
  });

  test("shut down on the power button, unless they are deaf", async () => {
    const host = lab.host("kvm1");
    await started("kvm1", { name: "polite", kind: "tiny" });
    await started("kvm1", { name: "deaf", kind: "tiny", deaf: true });
    await host.virsh(["shutdown", "polite"]);
    await host.virsh(["shutdown", "deaf"]);
    await waitUntil("power off", async () => (await stateOf(host, "polite")) === "shut off");
    const seen = await lab.readCounter("kvm1", "deaf");
    await waitUntil("counter", async () => (await lab.readCounter("kvm1", "deaf")) > seen + 20);
    expect(await stateOf(host, "deaf")).toBe("running");
    await removed("kvm1", "polite");
    await removed("kvm1", "deaf");
  });

  test("show a key press on their screen, and nothing without one", async () => {
    const host = lab.host("kvm1");
    await started("kvm1", { name: "typist", kind: "tiny" });
    const screen = async () => {
      await host.virsh(["screenshot", "typist", "/var/tmp/screen"]);
      return host.exec(["sha256sum", "/var/tmp/screen"]);
    };
    const before = await screen();
    expect(await screen()).toBe(before);
    await host.virsh(["send-key", "typist", "KEY_X"]);
    await waitUntil("other pixels", async () => (await screen()) !== before);
    await removed("kvm1", "typist");
  });

  test("with Linux have a shell on the serial line, migrate and obey ACPI", async () => {
    const [first, third] = [lab.host("kvm1"), lab.host("kvm3")];
    const spec = { name: "linux", kind: "linux", address: lab.guestAddress(0) } as const;
    await started("kvm1", { ...spec, agent: true, dirtyMibPerSecond: 2 });
    const ask = (host: LabHost, command: string) =>
      waitUntil(
        `an answer to ${command}`,
        async () => {
          const terminal = (await host.virsh(["ttyconsole", "linux"])).trim();
          const talk = `timeout 1 cat ${terminal} & printf '${command}\\n' > ${terminal}; wait`;
          const { stdout } = await host.attempt(["sh", "-c", talk]);
          return stdout.match(/answer (\d+)/)?.[1];
        },
        { timeoutMs: 40_000 },
      );
    const counter = "echo answer $(cat /run/counter)";
    const before = Number(await ask(first, counter));
    await migrate("linux", first, third, "ssh");
    expect(Number(await ask(third, counter))).toBeGreaterThan(before);
    // The agent tells the address; --mode acpi then leaves it out and presses the power button.
    const addresses = ["domifaddr", "--source", "agent", "linux"];
    const address = lab.guestAddress(0);
    await waitUntil("agent", async () => (await third.attempt(["virsh", ...addresses])).code === 0);
    expect(await third.virsh(addresses)).toContain(address);
    await waitUntil("a neighbour", async () =>
      (await third.exec(["ip", "neighbour"])).includes(`${address.split("/")[0]} dev br0 lladdr`),
    );
    await third.virsh(["shutdown", "--mode", "acpi", "linux"]);
    await waitUntil("power off", async () => (await stateOf(third, "linux")) === "shut off");
    await removed("kvm3", "linux");
  });
});

describe("faults", () => {
  test("a cut cable makes a host unreachable until it heals", async () => {
    const host = lab.host("kvm2");
    const cut = await lab.faults.cutLink("kvm2");
    expect(await greeting(host, 22, 700)).toBe("no connection");
    expect(await greeting(lab.host("kvm3"), 22, 5000)).toBe("SSH-");
    await cut.heal();
    expect(await greeting(host, 22, 5000)).toBe("SSH-");
  });

  test("hosts cut from each other are still reached by the dashboard", async () => {
    const [first, second] = [lab.host("kvm1"), lab.host("kvm2")];
    const probe = ["ssh", "-o", "ConnectTimeout=1", "kvm2", "true"] as const;
    const cut = await lab.faults.cutBetween("kvm1", "kvm2");
    expect((await first.attempt(probe)).code).toBe(255);
    expect(await greeting(second, 22, 5000)).toBe("SSH-");
    await cut.heal();
    expect((await first.attempt(probe)).code).toBe(0);
    const alone = await lab.faults.cutFromDashboard("kvm2");
    expect(await greeting(second, 22, 700)).toBe("no connection");
    expect((await first.attempt(probe)).code).toBe(0);
    await alone.heal();
  });

  test("a black hole accepts a connection and stays silent", async () => {
    const host = lab.host("kvm2");
    const hole = await lab.faults.blackHole("kvm2", 22);
    expect(await greeting(host, 22, 1500)).toBe("connected, silent");
    expect((await virshAt(host.uris.tcp, "hostname")).trim()).toBe("kvm2");
    await hole.heal();
    expect(await greeting(host, 22, 5000)).toBe("SSH-");
  });

  test("a stopped libvirtd answers again when continued, a killed one when healed", async () => {
    const host = lab.host("kvm2");
    const stopped = await lab.faults.stopDaemon("kvm2", "libvirtd");
    const asked = host.virsh(["version"], { timeoutMs: 1500 });
    await expect(asked).rejects.toMatchObject({ code: "timed-out" });
    await stopped.heal();
    await host.virsh(["version"]);
    const killed = await lab.faults.killDaemon("kvm2", "libvirtd");
    await expect(host.virsh(["version"])).rejects.toThrow("Failed to connect socket");
    await killed.heal();
    await host.virsh(["version"]);
  });

  test("a killed QEMU is a crashed machine", async () => {
    const host = lab.host("kvm3");
    await started("kvm3", { name: "victim", kind: "tiny" });
    await lab.faults.killGuest("kvm3", "victim");
    await waitUntil("crash", async () =>
      (await host.virsh(["domstate", "--reason", "victim"])).includes("crashed"),
    );
    await removed("kvm3", "victim");
  });

  test("a replaced host key surprises who pinned the old one, and nobody else", async () => {
    const host = lab.host("kvm3");
    const { before, after } = await lab.faults.replaceHostKey("kvm3");
    expect(after).not.toBe(before);
    const scanned = await run(["ssh-keyscan", "-t", "ed25519", host.address]);
    expect(scanned).toContain(after.split(" ")[1]);
    expect((await virshAt(host.uris.ssh, "hostname")).trim()).toBe("kvm3");
  });

  test("a migration can be held in its first phase, and goes on afterwards", async () => {
    const [first, third] = [lab.host("kvm1"), lab.host("kvm3")];
    await started("kvm1", { name: "held", kind: "tiny" });
    const hold = await lab.faults.holdMigrationsTo("kvm3");
    const moving = migrate("held", first, third, "tcp");
    await waitUntil("held migration", () => migrationIsHeld(third));
    expect(await stateOf(first, "held")).toBe("running");
    await hold.heal();
    await moving;
    expect(await stateOf(third, "held")).toBe("running");
    await removed("kvm3", "held");
  });

  test("a slowed cable makes a migration last, and can be sped up again", async () => {
    const [first, second] = [lab.host("kvm1"), lab.host("kvm2")];
    await started("kvm1", { name: "slow", kind: "tiny", memoryMib: 64, dirtyMibPerSecond: 8 });
    const slowed = await lab.faults.shape("kvm1", { rateKbit: 4000 });
    const moving = migrate("slow", first, second, "tcp");
    const rounds = /Iteration:\s+(\d+)/;
    await waitUntil("job", async () => {
      const { stdout } = await first.attempt(["virsh", "-q", "domjobinfo", "slow"]);
      return Number(stdout.match(rounds)?.[1] ?? 0) >= 1 && /Data remaining/.test(stdout);
    });
    expect(await stateOf(first, "slow")).toBe("running");
    await slowed.heal();
    await moving;
    expect(await stateOf(second, "slow")).toBe("running");
    await removed("kvm2", "slow");
  });

  test("a host that lost power comes back with its machines and another boot id", async () => {
    const host = lab.host("kvm3");
    await started("kvm3", { name: "phoenix", kind: "tiny", autostart: true });
    const bootId = () => host.exec(["cat", "/proc/sys/kernel/random/boot_id"]);
    const before = await bootId();
    await lab.powerOff("kvm3");
    expect(host.isUp()).toBe(false);
    expect(await greeting(host, 22, 700)).toBe("no connection");
    await lab.powerOn("kvm3");
    expect(await bootId()).not.toBe(before);
    await waitUntil("autostart", async () => (await stateOf(host, "phoenix")) === "running");
    // Who opens the lab afresh sees the host as it is now.
    expect((await openLab(name)).host("kvm3").isUp()).toBe(true);
    await removed("kvm3", "phoenix");
  });
});

describe("the end", () => {
  test("down leaves no process, mount, link or file, and the check would see one", async () => {
    const place = defaultPlace(name);
    const state = await readState(place);
    expect((await findResidue(place, state)).join("\n")).toMatch(/process .*\n.*mount on /s);
    await lab.down();
    expect(await findResidue(place, state)).toEqual([]);
    expect((await attempt(["ip", "link", "show", `flab${state?.subnet}`])).code).not.toBe(0);
    await expect(openLab(name)).rejects.toMatchObject({ code: "not-up" });
  });

  test("what a killed `up` left is found and removed by the next `down`", async () => {
    const place = defaultPlace(name);
    const again = await raiseLab({ name, hosts: 1, storage: "bind" });
    await again.host("kvm1").virsh(["list"]);
    await run(["rm", `${place.directory}/state.json`]);
    expect(await findResidue(place)).not.toEqual([]);
    await takeDown(place);
    expect(await findResidue(place)).toEqual([]);
  });
});
