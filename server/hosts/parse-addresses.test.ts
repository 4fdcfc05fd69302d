import { describe, expect, it } from "vitest";
import { readAddresses } from "./parse-addresses";

const one = (text: string, hosts: { name: string; uri: string }[] = []) =>
  readAddresses(text, hosts)[0];

describe("what people type", () => {
  it.each([
    ["kvm1", "qemu+ssh://root@kvm1/system", "kvm1"],
    ["  ops@kvm1.example.org ", "qemu+ssh://ops@kvm1.example.org/system", "kvm1"],
    ["ops@KVM1:2222", "qemu+ssh://ops@kvm1:2222/system", "kvm1"],
    ["kvm1:22", "qemu+ssh://root@kvm1/system", "kvm1"],
    ["10.0.0.12", "qemu+ssh://root@10.0.0.12/system", "10.0.0.12"],
    ["2001:db8::7", "qemu+ssh://root@[2001:db8::7]/system", "2001:db8::7"],
    ["ops@[2001:db8::7]:2222", "qemu+ssh://ops@[2001:db8::7]:2222/system", "2001:db8::7"],
    ["ssh://ops@kvm1", "qemu+ssh://ops@kvm1/system", "kvm1"],
    ["ssh://ops@kvm1:2222/", "qemu+ssh://ops@kvm1:2222/system", "kvm1"],
    ["tls://kvm1", "qemu+tls://kvm1/system", "kvm1"],
    ["tcp://kvm1:16509", "qemu+tcp://kvm1/system", "kvm1"],
    ["qemu+ssh://ops@kvm1", "qemu+ssh://ops@kvm1/system", "kvm1"],
    ["qemu+ssh://kvm1/system", "qemu+ssh://root@kvm1/system", "kvm1"],
    ["QEMU+SSH://kvm1/system", "qemu+ssh://root@kvm1/system", "kvm1"],
    ["qemu+ssh://ops@kvm1/session", "qemu+ssh://ops@kvm1/session", "kvm1"],
    ["qemu://kvm1/system", "qemu+tls://kvm1/system", "kvm1"],
    [
      "qemu+ssh://ops@kvm1?socket=/run/libvirt/libvirt-sock",
      "qemu+ssh://ops@kvm1/system?socket=/run/libvirt/libvirt-sock",
      "kvm1",
    ],
    ["test:///default", "test:///default", "test-default"],
    ["test:///srv/fleet/kvm7.xml", "test:///srv/fleet/kvm7.xml", "kvm7"],
  ])("%s → %s", (text, uri, suggestedName) => {
    expect(one(text)).toEqual({ line: 1, text: text.trim(), uri, suggestedName, problem: null });
  });

  it("takes the local socket, named after this machine", () => {
    expect(one("qemu:///system")).toMatchObject({ uri: "qemu:///system", problem: null });
  });
});

describe("what cannot be an address", () => {
  it.each([
    ["kvm 1", "uriMalformed"],
    ["ops:secret@kvm1", "uriMalformed"],
    ["-oProxyCommand=x@kvm1", "uriMalformed"],
    ["kvm1;rm -rf /", "uriMalformed"],
    ["$(id)", "uriMalformed"],
    ["@", "uriMalformed"],
    ["qemu+ssh://kvm1/other", "uriMalformed"],
    ["http://kvm1", "uriSchemeUnknown"],
    ["qemu+ext://kvm1/system", "uriSchemeUnknown"],
    ["esx://kvm1/", "uriSchemeUnknown"],
    ["xen+ssh://kvm1/system", "uriUnsupported"],
    ["qemu+ssh://kvm1/system?no_verfy=1", "uriParamUnknown"],
    ["qemu+ssh://kvm1/system?command=/bin/sh", "uriParamUnknown"],
    ["kvm1:0", "uriPortOutOfRange"],
    ["kvm1:65536", "uriPortOutOfRange"],
    ["qemu+tcp://kvm1:99999/system", "uriPortOutOfRange"],
    ["a".repeat(5_000), "uriMalformed"],
  ])("%s → %s", (text, code) => {
    const address = one(text);
    expect(address).toMatchObject({ uri: null, suggestedName: null, problem: { code } });
  });

  it("names the scheme and the parameter it does not know", () => {
    expect(one("http://x")?.problem?.params).toMatchObject({ scheme: "http" });
    expect(one("qemu+ssh://x/system?bogus=1")?.problem?.params).toMatchObject({ param: "bogus" });
  });
});

describe("a list", () => {
  it("keeps line numbers, and leaves out empty lines and comments", () => {
    const found = readAddresses("\nkvm1\r\n\n# spare\n kvm2 \nbad one\n", []);
    expect(found.map(({ line, text, uri }) => [line, text, uri !== null])).toEqual([
      [2, "kvm1", true],
      [5, "kvm2", true],
      [6, "bad one", false],
    ]);
  });

  it("refuses the same daemon twice, however it is written and whoever signs in", () => {
    const found = readAddresses("ops@kvm1\nqemu+ssh://root@KVM1:22/system\nkvm1:2222", []);
    expect(found.map(({ problem }) => problem?.code)).toEqual([undefined, "hostKnown", undefined]);
    expect(found[1]?.problem?.params).toEqual({ host: "kvm1" });
  });

  it("refuses what is registered already, by the name it has here", () => {
    const hosts = [{ name: "berlin", uri: "qemu+ssh://root@kvm1/system" }];
    expect(one("ops@kvm1", hosts)?.problem).toEqual({
      code: "hostKnown",
      params: { host: "berlin" },
    });
  });

  it("suggests a free name for each", () => {
    const hosts = [{ name: "kvm1", uri: "qemu+ssh://root@kvm1.a/system" }];
    const found = readAddresses("kvm1.b\nkvm1.c", hosts);
    expect(found.map(({ suggestedName }) => suggestedName)).toEqual(["kvm1-2", "kvm1-3"]);
  });

  it("judges at most 500 lines", () => {
    expect(readAddresses("x\n".repeat(2_000), [])).toHaveLength(500);
  });
});
