import { typedParamsToObject } from "node-libvirt";
import { describe, expect, it } from "vitest";
import type { MachineDisk } from "../inventory/types";
import { flagsOf, migrateCommand, needsHandOver, paramsOf, routeTo } from "./plan";
import type { MigrationOptions } from "./schema";

const options = (over: Partial<MigrationOptions> = {}): MigrationOptions => ({
  mode: "peerToPeer",
  copyStorage: false,
  autoConverge: false,
  acceptUnsafe: false,
  ...over,
});

const disk = (over: Partial<MachineDisk> = {}): MachineDisk => ({
  target: "vda",
  device: "disk",
  bus: "virtio",
  source: "/mnt/kvm/a.qcow2",
  sourceType: "file",
  format: "qcow2",
  cache: null,
  readOnly: false,
  shareable: false,
  capacityBytes: null,
  allocationBytes: null,
  ...over,
});

describe("the way there", () => {
  it("our own keys and sockets mean nothing at the other host; its name for itself does", () => {
    expect(routeTo("qemu+ssh://root@kvm2/system?keyfile=/root/k&no_tty=1")).toEqual({
      migrateUri: "tcp://kvm2",
      peerUri: "qemu+ssh://root@kvm2/system",
    });
  });

  it("an address of version 6 keeps its brackets", () => {
    expect(routeTo("qemu+tls://[fd00::2]:16599/system")).toEqual({
      migrateUri: "tcp://[fd00::2]",
      peerUri: "qemu+tls://[fd00::2]:16599/system",
    });
  });

  it("a socket of this machine is no address for another host", () => {
    expect(routeTo("qemu:///system")).toEqual({ migrateUri: null, peerUri: null });
  });
});

describe("hand-over", () => {
  it("is needed wherever no image lock keeps a second copy from running", () => {
    expect(needsHandOver([disk()], false)).toBe(false);
    expect(needsHandOver([disk()], true)).toBe(true);
    expect(needsHandOver([], false)).toBe(true);
    expect(needsHandOver([disk({ sourceType: "block", source: "/dev/sdb" })], false)).toBe(true);
    expect(needsHandOver([disk({ readOnly: true, device: "cdrom" })], false)).toBe(true);
    expect(needsHandOver([disk({ shareable: true })], false)).toBe(true);
    expect(needsHandOver([disk({ source: null })], false)).toBe(true);
  });
});

describe("flags", () => {
  it("always: live, persistent there, undefined here, guarded", () => {
    const always = 1 | 8 | 16 | 256;
    expect(flagsOf({ options: options({ mode: "managed" }), handOver: false })).toBe(always);
    expect(flagsOf({ options: options(), handOver: false })).toBe(always | 2);
  });

  it("unsafe only where it was accepted; the rest as chosen", () => {
    const all = options({ copyStorage: true, acceptUnsafe: true, autoConverge: true });
    expect(flagsOf({ options: all, handOver: true }) & (32 | 64 | 512 | 8192)).toBe(
      32 | 64 | 512 | 8192,
    );
    expect(flagsOf({ options: options({ copyStorage: true }), handOver: true }) & 512).toBe(0);
  });

  it("a limit goes as MiB/s, an address always", () => {
    const plan = { options: options({ bandwidthMibps: 40 }), handOver: false, name: "a b" };
    const route = { migrateUri: "tcp://kvm2", peerUri: null };
    expect({ ...typedParamsToObject(paramsOf({ ...plan, route })) }).toEqual({
      destination_name: "a b",
      migrate_uri: "tcp://kvm2",
      bandwidth: 40,
    });
  });
});

describe("the equivalent command", () => {
  const uris = {
    source: "qemu+ssh://root@kvm1/system",
    destination: "qemu+ssh://root@kvm2/system",
  };
  const plan = {
    name: "web 01",
    uuid: "3f2c1d4e-0000-4000-8000-000000000001",
    route: routeTo(uris.destination),
  };

  it("says what the tutorial's forgets", () => {
    expect(migrateCommand({ ...plan, options: options(), handOver: false }, uris)).toBe(
      "virsh -c qemu+ssh://root@kvm1/system migrate --live --persistent --undefinesource --p2p 'web 01' qemu+ssh://root@kvm2/system --migrateuri tcp://kvm2",
    );
  });

  it("has an option for each choice", () => {
    const chosen = options({
      mode: "managed",
      copyStorage: true,
      acceptUnsafe: true,
      autoConverge: true,
      bandwidthMibps: 12,
    });
    expect(migrateCommand({ ...plan, options: chosen, handOver: true }, uris)).toContain(
      "--undefinesource --suspend --copy-storage-all --unsafe --auto-converge --bandwidth 12 'web 01'",
    );
  });
});
