import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { knownKeys } from "./known-hosts";

const key = (text: string) => Buffer.from(text).toString("base64");

function hashed(name: string): string {
  const salt = Buffer.from("0123456789abcdefghij");
  const hash = createHmac("sha1", salt).update(name).digest("base64");
  return `|1|${salt.toString("base64")}|${hash}`;
}

const file = [
  "# a comment",
  "",
  `kvm1.example,10.0.0.1 ssh-ed25519 ${key("one")} root@kvm1`,
  `KVM1.example ssh-rsa ${key("two")}`,
  `[kvm1.example]:2222 ssh-ed25519 ${key("other port")}`,
  `*.lab.example,!secret.lab.example ssh-ed25519 ${key("wild")}`,
  `kvm?.short ssh-ed25519 ${key("mark")}`,
  `${hashed("hidden.example")} ssh-ed25519 ${key("hashed")}`,
  `@revoked * ssh-ed25519 ${key("stolen")}`,
  `@cert-authority *.example ssh-ed25519 ${key("authority")}`,
  "broken line",
  "kvm1.example ssh-ed25519",
  `|2|x|y ssh-ed25519 ${key("future")}`,
].join("\n");

const found = (host: string, port = 22) =>
  knownKeys(file, host, port)
    .filter(({ revoked }) => !revoked)
    .map(({ blob }) => blob.toString());

describe("knownKeys", () => {
  test.each([
    ["kvm1.example", 22, ["one", "two"]],
    ["KVM1.EXAMPLE", 22, ["one", "two"]],
    ["10.0.0.1", 22, ["one"]],
    ["kvm1.example", 2222, ["other port"]],
    ["10.0.0.1", 2222, []],
    ["a.b.lab.example", 22, ["wild"]],
    ["secret.lab.example", 22, []],
    ["kvm9.short", 22, ["mark"]],
    ["kvm10.short", 22, []],
    ["hidden.example", 22, ["hashed"]],
    ["unknown.example", 22, []],
  ])("%s port %i is known by %j", (host, port, want) => {
    expect(found(host, port)).toEqual(want);
  });

  test("a revoked key is marked, for every host", () => {
    expect(knownKeys(file, "anything", 22)).toEqual([
      { type: "ssh-ed25519", blob: Buffer.from("stolen"), revoked: true },
    ]);
  });

  test("a hostile pattern takes no exponential time", () => {
    const pattern = `${"*a".repeat(2000)} ssh-ed25519 ${key("slow")}`;
    const beginMs = performance.now();
    expect(knownKeys(pattern, "a".repeat(3000), 22)).toHaveLength(1);
    expect(knownKeys(pattern, `${"a".repeat(1500)}b`, 22)).toEqual([]);
    expect(performance.now() - beginMs).toBeLessThan(500);
  });
});
