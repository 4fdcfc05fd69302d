import { parseUri } from "node-libvirt";
import { expect, test } from "vitest";
import { tunnelCommand } from "./tunnel-command";
import { writeViewerFile } from "./write-viewer-file";

test("a machine's name cannot add a line to the file", () => {
  const file = writeViewerFile({ title: "a\nhost=evil\r\n", port: 5901, password: null });
  expect(file).toContain("title=a host=evil \n");
  expect(file.split("\n").filter((line) => line.startsWith("host="))).toEqual(["host=localhost"]);
  expect(file).not.toContain("password");
  expect(file).toContain("delete-this-file=1");
});

test.each([
  [
    "qemu+ssh://ops@kvm1:2222/system",
    { tcp: { host: "127.0.0.1", port: 5901 } },
    "ssh -N -p 2222 -L 5901:127.0.0.1:5901 -- ops@kvm1",
  ],
  [
    "qemu+tls://kvm1/system",
    { tcp: { host: "::", port: 5901 } },
    "ssh -N -L 5901:localhost:5901 -- kvm1",
  ],
  [
    "qemu+ssh://kvm1/system",
    { tcp: { host: "::1", port: 5901 } },
    "ssh -N -L '5901:[::1]:5901' -- kvm1",
  ],
  [
    "qemu+ssh://kvm1/system",
    { unix: "/run/a b'$(id).sock" },
    "ssh -N -L '5901:/run/a b'\\''$(id).sock' -- kvm1",
  ],
  ["qemu:///system", { tcp: { host: "127.0.0.1", port: 5901 } }, null],
])("%s: the tunnel's command, safe in a shell", (uri, display, command) => {
  expect(tunnelCommand(parseUri(uri), display, 5901)).toBe(command);
});
