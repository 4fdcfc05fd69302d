import { expect, test } from "vitest";
import { readXml } from "../read";
import { readVncAccess, writeVncAccess } from "./vnc-access";

const domain = (graphics: string) => `<domain><devices>${graphics}</devices></domain>`;
const display =
  "<graphics type='vnc' port='5901' autoport='yes' passwd='old' future='a&lt;&quot;b'>" +
  "<listen type='address' address='127.0.0.1'/><later x='1'><deep/>text</later></graphics>";

test("only the way in changes; what nobody knows here survives", () => {
  const changed = writeVncAccess(domain(`<graphics type='spice'/>${display}`), {
    password: "n&w'1\"<",
    validTo: "2026-01-31T12:00:00",
  });
  const element = readXml(changed ?? "");
  const attributes = ["type", "port", "autoport", "future", "passwd", "passwdValidTo", "connected"];
  expect(attributes.map((name) => element.attr(name))).toEqual([
    "vnc",
    "5901",
    "yes",
    'a<"b',
    "n&w'1\"<",
    "2026-01-31T12:00:00",
    "keep",
  ]);
  expect(element.child("listen")?.attr("address")).toBe("127.0.0.1");
  expect(element.child("later")?.child("deep")).toBeDefined();
  expect(element.child("later")?.text).toBe("text");
});

test("what was there before is read back, and can be put back", () => {
  const before = readVncAccess(domain(display));
  expect(before).toEqual({ password: "old", validTo: null });
  const put = writeVncAccess(domain(display), { password: null, validTo: null });
  expect(readXml(put ?? "").attr("passwd")).toBeNull();
  expect(readVncAccess(domain("<graphics type='spice'/>"))).toBeUndefined();
});
