import { expect, test } from "vitest";
import { readVncPassword } from "./vnc-password";

const withGraphics = (graphics: string) => `<domain><devices>${graphics}</devices></domain>`;

test("the VNC display's password is read, not another display's", () => {
  const xml = withGraphics(
    "<graphics type='spice' passwd='no'/><graphics type='vnc' passwd='a&amp;b'/>",
  );
  expect(readVncPassword(xml)).toBe("a&b");
});

test("no password and an empty one are told apart", () => {
  expect(readVncPassword(withGraphics("<graphics type='vnc'/>"))).toBeNull();
  expect(readVncPassword(withGraphics("<graphics type='vnc' passwd=''/>"))).toBe("");
});
