import { writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { openLab } from "./lab";
import {
  greeting,
  labUnderTest,
  migrate,
  removed,
  started,
  stateOf,
  virshAt,
} from "./lab-under-test";
import { migrationIsHeld } from "./migration-hold";
import { attempt, run } from "./run";
import { knownHostsText } from "./ssh-keys";
import { waitUntil } from "./wait-until";

const { lab, name } = labUnderTest("int-faults");

describe("faults", () => {
  test("a cut cable makes a host unreachable until it heals", async () => {
    const host = lab().host("kvm2");
    const cut = await lab().faults.cutLink("kvm2");
    expect(await greeting(host, 22, 700)).toBe("no connection");
    expect(await greeting(lab().host("kvm3"), 22, 5000)).toBe("SSH-");
    await cut.heal();
    expect(await greeting(host, 22, 5000)).toBe("SSH-");
  });

  test("hosts cut from each other are still reached by the dashboard", async () => {
    const [first, second] = [lab().host("kvm1"), lab().host("kvm2")];
    const probe = ["ssh", "-o", "ConnectTimeout=1", "kvm2", "true"] as const;
    const cut = await lab().faults.cutBetween("kvm1", "kvm2");
    expect((await first.attempt(probe)).code).toBe(255);
    expect(await greeting(second, 22, 5000)).toBe("SSH-");
    await cut.heal();
    expect((await first.attempt(probe)).code).toBe(0);
    const alone = await lab().faults.cutFromDashboard("kvm2");
    expect(await greeting(second, 22, 700)).toBe("no connection");
    expect((await first.attempt(probe)).code).toBe(0);
    await alone.heal();
  });

  test("a black hole accepts a connection and stays silent", async () => {
    const host = lab().host("kvm2");
    const hole = await lab().faults.blackHole("kvm2", 22);
    expect(await greeting(host, 22, 1500)).toBe("connected, silent");
    expect((await virshAt(host.uris.tcp, "hostname")).trim()).toBe("kvm2");
    await hole.heal();
    expect(await greeting(host, 22, 5000)).toBe("SSH-");
  });

  test("a stopped libvirtd answers again when continued, a killed one when healed", async () => {
    const host = lab().host("kvm2");
    const stopped = await lab().faults.stopDaemon("kvm2", "libvirtd");
    const asked = host.virsh(["version"], { timeoutMs: 1500 });
    await expect(asked).rejects.toMatchObject({ code: "timed-out" });
    await stopped.heal();
    await host.virsh(["version"]);
    const killed = await lab().faults.killDaemon("kvm2", "libvirtd");
    await expect(host.virsh(["version"])).rejects.toThrow("Failed to connect socket");
    await killed.heal();
    await host.virsh(["version"]);
  });

  test("a killed QEMU is a crashed machine", async () => {
    const host = lab().host("kvm3");
    await started(lab(), "kvm3", { name: "victim", kind: "tiny" });
    await lab().faults.killGuest("kvm3", "victim");
    await waitUntil("crash", async () =>
      (await host.virsh(["domstate", "--reason", "victim"])).includes("crashed"),
    );
    await removed(lab().host("kvm3"), "victim");
  });

  test("a replaced host key surprises who pinned the old one, and nobody else", async () => {
    const host = lab().host("kvm3");
    const { before, after } = await lab().faults.replaceHostKey("kvm3");
    expect(after).not.toBe(before);
    const directory = (await run(["mktemp", "-d"])).trim();
    const pinned = knownHostsText([{ names: [host.address], publicKey: before }]);
    await writeFile(`${directory}/known`, pinned);
    const options = ["-o", `UserKnownHostsFile=${directory}/known`, "-o", "BatchMode=yes"];
    const refused = await attempt(["ssh", ...options, `root@${host.address}`, "true"]);
    expect(refused.stderr).toContain("REMOTE HOST IDENTIFICATION HAS CHANGED");
    await run(["rm", "-r", directory]);
    const scanned = await run(["ssh-keyscan", "-t", "ed25519", host.address]);
    expect(scanned).toContain(after.split(" ")[1]);
    expect((await virshAt(host.uris.ssh, "hostname")).trim()).toBe("kvm3");
  });

  test("a migration can be held in its first phase, and goes on afterwards", async () => {
    const [first, third] = [lab().host("kvm1"), lab().host("kvm3")];
    await started(lab(), "kvm1", { name: "held", kind: "tiny" });
    const hold = await lab().faults.holdMigrationsTo("kvm3");
    const moving = migrate({ guest: "held", from: first, to: third, scheme: "tcp" });
    await waitUntil("held migration", () => migrationIsHeld(third));
    expect(await stateOf(first, "held")).toBe("running");
    await hold.heal();
    await moving;
    expect(await stateOf(third, "held")).toBe("running");
    await removed(lab().host("kvm3"), "held");
  });

  test("a slowed cable makes a migration last, and can be sped up again", async () => {
    const [first, second] = [lab().host("kvm1"), lab().host("kvm2")];
    await started(lab(), "kvm1", {
      name: "slow",
      kind: "tiny",
      memoryMib: 64,
      dirtyMibPerSecond: 8,
    });
    const slowed = await lab().faults.shape("kvm1", { rateKbit: 4000 });
    const moving = migrate({ guest: "slow", from: first, to: second, scheme: "tcp" });
    const rounds = /Iteration:\s+(\d+)/;
    await waitUntil("job", async () => {
      const { stdout } = await first.attempt(["virsh", "-q", "domjobinfo", "slow"]);
      return Number(stdout.match(rounds)?.[1] ?? 0) >= 1 && /Data remaining/.test(stdout);
    });
    expect(await stateOf(first, "slow")).toBe("running");
    await slowed.heal();
    await moving;
    expect(await stateOf(second, "slow")).toBe("running");
    await removed(lab().host("kvm2"), "slow");
  });

  test("a host that lost power comes back with its machines and another boot id", async () => {
    const host = lab().host("kvm3");
    await started(lab(), "kvm3", { name: "phoenix", kind: "tiny", autostart: true });
    const bootId = () => host.exec(["cat", "/proc/sys/kernel/random/boot_id"]);
    const before = await bootId();
    await lab().powerOff("kvm3");
    expect(host.isUp()).toBe(false);
    expect(await greeting(host, 22, 700)).toBe("no connection");
    await lab().powerOn("kvm3");
    expect(await bootId()).not.toBe(before);
    await waitUntil("autostart", async () => (await stateOf(host, "phoenix")) === "running");
    // Who opens the lab afresh sees the host as it is now.
    expect((await openLab(name)).host("kvm3").isUp()).toBe(true);
    await removed(lab().host("kvm3"), "phoenix");
  });
});
