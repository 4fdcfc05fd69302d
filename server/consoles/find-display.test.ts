import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseDomain } from "../xml/domain/parse";
import { findDisplay, findSerial } from "./find-display";

const fixture = (name: string) =>
  parseDomain(readFileSync(new URL(`../xml/__fixtures__/${name}.xml`, import.meta.url), "utf8"));
const withDevices = (devices: string) =>
  parseDomain(`<domain><devices>${devices}</devices></domain>`);

test("a display is found on loopback or on its socket", () => {
  expect(findDisplay(fixture("domain-live"))).toEqual({
    found: { tcp: { host: "127.0.0.1", port: 5900 } },
  });
  expect(findDisplay(fixture("domain-vnc-socket"))).toEqual({
    found: { unix: "/var/lib/libvirt/qemu/domain-3-sock-02/vnc.sock" },
  });
});

test("a machine with SPICE only is told apart from one without display", () => {
  const spice = withDevices("<graphics type='spice' port='5901'/>");
  expect(findDisplay(spice)).toEqual({ problem: { code: "consoleSpice" } });
  expect(findDisplay(withDevices(""))).toEqual({ problem: { code: "consoleNone" } });
});

test("a VNC display that listens nowhere cannot be shown", () => {
  const facts = withDevices("<graphics type='vnc'><listen type='none'/></graphics>");
  expect(findDisplay(facts)).toEqual({ problem: { code: "consoleNone" } });
});

test("the first serial port that is a pseudo-terminal, or the one that is asked for", () => {
  const facts = fixture("domain-odd");
  expect(findSerial(facts, null)).toEqual({ found: { port: 1, type: "pty", alias: "console1" } });
  expect(findSerial(facts, 1)).toEqual(findSerial(facts, null));
  expect(findSerial(facts, 0)).toEqual({ problem: { code: "consoleNone" } });
});
