import { describe, expect, test } from "vitest";
import type { LabHost } from "./host";
import { labUnderTest, migrate, removed, started, stateOf } from "./lab-under-test";
import { waitUntil } from "./wait-until";

const { lab } = labUnderTest("int-machines");

describe("machines", () => {
  test("migrate live over SSH and back over TCP, their memory going on", async () => {
    const [first, second] = [lab().host("kvm1"), lab().host("kvm2")];
    await started(lab(), "kvm1", { name: "mover", kind: "tiny", dirtyMibPerSecond: 4 });
    const before = await lab().readCounter("kvm1", "mover");
    await migrate({ guest: "mover", from: first, to: second, scheme: "ssh" });
    const there = await lab().readCounter("kvm2", "mover");
    expect(there).toBeGreaterThan(before);
    expect(await first.virsh(["list", "--all", "--name"])).not.toContain("mover");
    expect(await second.virsh(["dominfo", "mover"])).toMatch(/Persistent:\s+yes/);
    await migrate({ guest: "mover", from: second, to: first, scheme: "tcp" });
    const back = await lab().readCounter("kvm1", "mover");
    expect(back).toBeGreaterThan(there);
    // It would have begun again from 0 had it been restarted; so long it has not been running.
    await waitUntil("counter", async () => (await lab().readCounter("kvm1", "mover")) > back);
    await removed(lab().host("kvm1"), "mover");
  });

  test("on a local disk are refused a migration as unsafe", async () => {
    await started(lab(), "kvm1", { name: "stayer", kind: "tiny", storage: "local" });
    const moving = migrate({
      guest: "stayer",
      from: lab().host("kvm1"),
      to: lab().host("kvm2"),
      scheme: "tcp",
    });
    await expect(moving).rejects.toThrow("without shared storage is unsafe");
    await removed(lab().host("kvm1"), "stayer");
  });

  test("shut down on the power button, unless they are deaf", async () => {
    const host = lab().host("kvm1");
    await started(lab(), "kvm1", { name: "polite", kind: "tiny" });
    await started(lab(), "kvm1", { name: "deaf", kind: "tiny", deaf: true });
    await host.virsh(["shutdown", "polite"]);
    await host.virsh(["shutdown", "deaf"]);
    await waitUntil("power off", async () => (await stateOf(host, "polite")) === "shut off");
    const seen = await lab().readCounter("kvm1", "deaf");
    await waitUntil("counter", async () => (await lab().readCounter("kvm1", "deaf")) > seen + 20);
    expect(await stateOf(host, "deaf")).toBe("running");
    await removed(lab().host("kvm1"), "polite");
    await removed(lab().host("kvm1"), "deaf");
  });

  test("show a key press on their screen, and nothing without one", async () => {
    const host = lab().host("kvm1");
    await started(lab(), "kvm1", { name: "typist", kind: "tiny" });
    const screen = async () => {
      await host.virsh(["screenshot", "typist", "/var/tmp/screen"]);
      return host.exec(["sha256sum", "/var/tmp/screen"]);
    };
    const before = await screen();
    expect(await screen()).toBe(before);
    await host.virsh(["send-key", "typist", "KEY_X"]);
    await waitUntil("other pixels", async () => (await screen()) !== before);
    await removed(lab().host("kvm1"), "typist");
  });

  test("with Linux have a shell on the serial line, migrate and obey ACPI", async () => {
    const [first, third] = [lab().host("kvm1"), lab().host("kvm3")];
    const spec = { name: "linux", kind: "linux", address: lab().guestAddress(0) } as const;
    await started(lab(), "kvm1", { ...spec, agent: true, dirtyMibPerSecond: 2 });
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
    await migrate({ guest: "linux", from: first, to: third, scheme: "ssh" });
    expect(Number(await ask(third, counter))).toBeGreaterThan(before);
    // The agent tells the address; --mode acpi then leaves it out and presses the power button.
    const addresses = ["domifaddr", "--source", "agent", "linux"];
    const address = lab().guestAddress(0);
    await waitUntil("agent", async () => (await third.attempt(["virsh", ...addresses])).code === 0);
    expect(await third.virsh(addresses)).toContain(address);
    await waitUntil("a neighbour", async () =>
      (await third.exec(["ip", "neighbour"])).includes(`${address.split("/")[0]} dev br0 lladdr`),
    );
    await third.virsh(["shutdown", "--mode", "acpi", "linux"]);
    await waitUntil("power off", async () => (await stateOf(third, "linux")) === "shut off");
    await removed(lab().host("kvm3"), "linux");
  });
});
