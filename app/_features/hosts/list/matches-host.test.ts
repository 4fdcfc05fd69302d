import { describe, expect, it } from "vitest";
import type { HostRow } from "@/server/inventory/types";
import { matchesHost } from "./matches-host";

const host: HostRow = {
  id: "h",
  name: "Rack 4",
  uri: "qemu+ssh://ops@kvm-04/system",
  link: "online",
  sinceMs: 0,
  seenAtMs: null,
  problem: null,
  hostname: "kvm-04.lan",
  libvirtVersion: "9.0.0",
  hypervisorVersion: null,
  kvm: null,
  cpus: null,
  memoryKib: null,
  machineCount: 0,
  runningCount: 0,
};

describe("matchesHost", () => {
  it("wants every word, anywhere, in any case", () => {
    expect(matchesHost(host, "rack KVM-04")).toBe(true);
    expect(matchesHost(host, "9.0 online")).toBe(true);
    expect(matchesHost(host, "rack kvm-05")).toBe(false);
  });

  it("lets everything through when nothing is asked", () => {
    expect(matchesHost(host, "  ")).toBe(true);
  });
});
