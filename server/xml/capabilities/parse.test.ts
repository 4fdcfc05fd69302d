import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { XmlError } from "../errors";
import { parseCapabilities } from "./parse";

const fixture = (name: string) =>
  readFileSync(new URL(`../__fixtures__/${name}.xml`, import.meta.url), "utf8");

test("a host whose CPU cannot virtualise has no KVM, although its libvirt 9 offers it", () => {
  const facts = parseCapabilities(fixture("capabilities-tcg"));
  expect(facts).toMatchObject({
    hostUuid: "11111111-2222-3333-4444-555555555501",
    arch: "x86_64",
    cpuVendor: "AMD",
    migrationTransports: ["tcp", "rdma"],
    iommu: false,
    kvm: false,
  });
  expect(facts.cpuFeatures).toBeGreaterThan(50);
  expect(facts.guests.map((g) => [g.arch, g.domainTypes])).toEqual([
    ["i686", ["qemu", "kvm"]],
    ["x86_64", ["qemu", "kvm"]],
  ]);
  expect(facts.guests.every((g) => g.machines > 5)).toBe(true);
});

test("a host with KVM, AppArmor and an IOMMU", () => {
  expect(parseCapabilities(fixture("capabilities-kvm"))).toEqual({
    hostUuid: "aaaaaaaa-0000-4000-8000-000000000001",
    arch: "x86_64",
    cpuVendor: "AMD",
    cpuFeatures: 2,
    migrationTransports: ["tcp", "rdma"],
    securityModels: ["apparmor", "dac"],
    guests: [
      { osType: "hvm", arch: "i686", domainTypes: ["qemu"], machines: 1 },
      { osType: "hvm", arch: "x86_64", domainTypes: ["qemu", "kvm"], machines: 2 },
    ],
    iommu: true,
    kvm: true,
  });
});

test("an old host that says little gives nulls, not guesses", () => {
  expect(parseCapabilities("<capabilities><host/></capabilities>")).toEqual({
    hostUuid: null,
    arch: null,
    cpuVendor: null,
    cpuFeatures: 0,
    migrationTransports: [],
    securityModels: [],
    guests: [],
    iommu: null,
    kvm: false,
  });
});

test("another document is refused", () => {
  expect(() => parseCapabilities("<domain/>")).toThrow(XmlError);
});
