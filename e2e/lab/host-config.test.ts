import { describe, expect, test } from "vitest";
import { withMember } from "./accounts";
import { dropBetween, queueWords, silenceRules } from "./faults";
import { libvirtdConfig, qemuConfig } from "./libvirtd-config";
import { hostsFile } from "./network";
import { knownHostsText } from "./ssh-keys";
import { sshdConfig } from "./sshd-config";

describe("configuration of a host", () => {
  test("libvirtd has the host's own UUID and quotes what is text", () => {
    expect(libvirtdConfig("1-2")).toContain('host_uuid = "1-2"\n');
    expect(libvirtdConfig("1-2")).toContain("listen_tcp = 1\n");
    expect(qemuConfig()).toContain("cgroup_controllers = []\n");
  });

  test("sshd does not ask PAM, which would ask for a session bus", () => {
    expect(sshdConfig()).toContain("UsePAM no\n");
  });

  test("the plain user joins the group libvirt, whoever is in it already", () => {
    expect(withMember("a:x:1:\nlibvirt:x:2:\nb:x:3:z\n", "libvirt", "me")).toBe(
      "a:x:1:\nlibvirt:x:2:me\nb:x:3:z\n",
    );
    expect(withMember("libvirt:x:2:you\n", "libvirt", "me")).toBe("libvirt:x:2:you,me\n");
  });

  test("every node is named to every other", () => {
    expect(hostsFile([{ name: "kvm1", address: "10.77.5.11" }])).toMatch(/^10\.77\.5\.11 kvm1$/m);
  });

  test("a known host is named, addressed, and stripped of its comment", () => {
    const publicKey = "ssh-ed25519 AAAA root@kvm1";
    expect(knownHostsText([{ names: ["kvm1", "10.77.5.11"], publicKey }])).toBe(
      "kvm1,10.77.5.11 ssh-ed25519 AAAA\n",
    );
  });
});

describe("rules of a fault", () => {
  test("cut both directions", () => {
    expect(dropBetween("a", "b")).toEqual([
      "ip saddr a ip daddr b drop",
      "ip saddr b ip daddr a drop",
    ]);
  });

  test("silence one port only when one is named", () => {
    expect(silenceRules("a").every((rule) => !rule.includes("port"))).toBe(true);
    expect(silenceRules("a", 22).filter((rule) => rule.includes("dport 22"))).toHaveLength(2);
    expect(silenceRules("a", 22).filter((rule) => rule.includes("sport 22"))).toHaveLength(2);
  });

  test("shape by rate alone without the kernel module that delay and loss need", () => {
    expect(queueWords({ rateKbit: 100 })[0]).toBe("tbf");
    expect(queueWords({ rateKbit: 100, delayMs: 5, lossPercent: 1 })).toEqual(
      "netem rate 100kbit delay 5ms loss 1%".split(" "),
    );
  });
});
