import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { XmlError } from "../errors";
import { parseDomain } from "./parse";

const fixture = (name: string) =>
  readFileSync(new URL(`../__fixtures__/${name}.xml`, import.meta.url), "utf8");

describe("a running machine, as libvirt 9 writes it", () => {
  const facts = parseDomain(fixture("domain-live"));

  test("its words are read as written, its guest system from libosinfo's element only", () => {
    expect(facts.title).toBe('网站 & "front" <01>');
    expect(facts.description).toBe("Serves the shop.\nAsk Wang first.");
    expect(facts.osId).toBe("http://debian.org/debian/12");
  });

  test("its hardware", () => {
    expect(facts).toMatchObject({
      id: 1,
      domainType: "qemu",
      osType: "hvm",
      arch: "x86_64",
      machineType: "pc-q35-7.2",
      firmware: "bios",
      emulator: "/usr/bin/qemu-system-x86_64",
      cpuMode: "custom",
      maxVcpus: 2,
    });
  });

  test("what its guest can be asked: libvirt says that no agent holds the channel", () => {
    expect(facts).toMatchObject({ agentConnected: false, memoryStats: "off" });
    const live = fixture("domain-live").replace("state='disconnected'", "state='connected'");
    expect(parseDomain(live).agentConnected).toBe(true);
    const other = live.replaceAll("org.qemu.guest_agent.0", "com.redhat.spice.0");
    expect(parseDomain(other).agentConnected).toBe(false);
    const asked = live.replace("<memballoon model='virtio'>", "$&<stats period='5'/>");
    expect(parseDomain(asked).memoryStats).toBe("on");
    expect(
      parseDomain(live.replace("memballoon model='virtio'", "memballoon model='none'")),
    ).toMatchObject({ memoryStats: "none" });
  });

  test("its disks as domblklist lists them", () => {
    expect(facts.disks).toEqual([
      {
        target: "vda",
        device: "disk",
        bus: "virtio",
        source: "/var/lib/libvirt/images/web & co.qcow2",
        sourceType: "file",
        format: "qcow2",
        cache: "writeback",
        readOnly: false,
        shareable: false,
      },
      {
        target: "vdb",
        device: "disk",
        bus: "virtio",
        source: "/var/lib/libvirt/images/quorum.raw",
        sourceType: "file",
        format: "raw",
        cache: "none",
        readOnly: false,
        shareable: true,
      },
      {
        target: "sda",
        device: "cdrom",
        bus: "sata",
        source: null,
        sourceType: "file",
        format: null,
        cache: null,
        readOnly: true,
        shareable: false,
      },
    ]);
  });

  test("its interfaces, the one whose link is down included", () => {
    expect(facts.interfaces).toEqual([
      {
        target: null,
        mac: "52:54:00:6b:3c:01",
        type: "user",
        source: null,
        model: "virtio",
        linkUp: true,
      },
      {
        target: "tapx0",
        mac: "52:54:00:6b:3c:02",
        type: "ethernet",
        source: null,
        model: "e1000e",
        linkUp: false,
      },
    ]);
  });

  test("its display and its serial port, which the console element only names again", () => {
    expect(facts.graphics).toEqual([
      {
        type: "vnc",
        listen: "address",
        port: 5900,
        address: "127.0.0.1",
        socket: null,
        passwordHint: false,
      },
    ]);
    expect(facts.serials).toEqual([{ port: 0, type: "pty", alias: "serial0" }]);
  });
});

test("while not running it has no id, its display no port and its serial port no alias", () => {
  const facts = parseDomain(fixture("domain-inactive"));
  expect(facts.id).toBeNull();
  expect(facts.graphics[0]?.port).toBeNull();
  expect(facts.serials).toEqual([{ port: 0, type: "pty", alias: null }]);
});

test("a display on a socket names it", () => {
  const socket = "/var/lib/libvirt/qemu/domain-3-sock-02/vnc.sock";
  expect(parseDomain(fixture("domain-vnc-socket")).graphics).toEqual([
    { type: "vnc", listen: "socket", port: null, address: null, socket, passwordHint: false },
  ]);
});

test("both displays are listed when there are two", () => {
  const types = parseDomain(fixture("domain-spice-inactive")).graphics.map((g) => g.type);
  expect(types).toEqual(["vnc", "spice"]);
});

describe("older and rarer forms", () => {
  const facts = parseDomain(fixture("domain-odd"));

  test("firmware from the loader, CPU mode from a bare model", () => {
    expect(facts).toMatchObject({ firmware: "uefi", cpuMode: "custom", maxVcpus: 8 });
  });

  test("every kind of disk source has a name; a disk without target is not listed", () => {
    expect(facts.disks.map((d) => [d.target, d.device, d.source])).toEqual([
      ["vda", "disk", "rbd://mon1:6789,mon2:6789/rbd/odd-root"],
      ["vdb", "disk", "fast/odd.qcow2"],
      ["sda", "lun", "/dev/disk/by-id/scsi-1"],
      ["vdc", "disk", "nvme://0000:3c:00.0/2"],
      ["fda", "floppy", null],
    ]);
  });

  test("an interface's source is what was chosen", () => {
    expect(facts.interfaces.map((i) => i.source)).toEqual(["eno1", "default", "br0"]);
  });

  test("a virtio console counts beside a serial port that is no pseudo-terminal", () => {
    expect(facts.serials).toEqual([
      { port: 0, type: "tcp", alias: null },
      { port: 1, type: "pty", alias: "console1" },
    ]);
  });

  test("a display without a listen element, one without network, one of another kind", () => {
    expect(facts.graphics).toEqual([
      {
        type: "vnc",
        listen: "address",
        port: 5907,
        address: "0.0.0.0",
        socket: null,
        passwordHint: true,
      },
      {
        type: "other",
        listen: "address",
        port: null,
        address: null,
        socket: null,
        passwordHint: false,
      },
      { type: "vnc", listen: "none", port: null, address: null, socket: null, passwordHint: false },
    ]);
  });
});

describe("from a hostile host", () => {
  test("an overlong title and description are cut", () => {
    const xml = `<domain><title>${"t".repeat(9000)}</title><description>${"d".repeat(99_000)}</description></domain>`;
    const facts = parseDomain(xml);
    expect(facts.title?.length).toBe(256);
    expect(facts.description?.length).toBe(8192);
  });

  test("ten thousand disks become a bounded list", () => {
    const xml = `<domain><devices>${"<disk><target dev='x'/></disk>".repeat(9000)}</devices></domain>`;
    expect(parseDomain(xml).disks.length).toBe(1024);
  });

  test("another document is refused by name", () => {
    expect(() => parseDomain("<network/>")).toThrow(XmlError);
  });

  test("an element that only looks like libosinfo's gives no guest system", () => {
    const xml = `<domain><metadata><x:libosinfo xmlns:x="urn:other"><x:os id="no"/></x:libosinfo></metadata></domain>`;
    expect(parseDomain(xml).osId).toBeNull();
  });
});
