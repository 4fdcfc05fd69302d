import { describe, expect, test } from "vitest";
import { parseUri } from "../uri/parse";
import { socketPaths } from "./socket-paths";
import { runtimeFolders } from "./unix";

const own = ["/run/user/1000"];

describe("socketPaths", () => {
  test.each([
    [
      "qemu:///system",
      false,
      [
        "/run/libvirt/virtqemud-sock",
        "/run/libvirt/libvirt-sock",
        "/var/run/libvirt/virtqemud-sock",
        "/var/run/libvirt/libvirt-sock",
      ],
    ],
    ["test:///default", false, ["/run/libvirt/libvirt-sock", "/var/run/libvirt/libvirt-sock"]],
    [
      "qemu+unix:///system?mode=direct",
      true,
      ["/run/libvirt/virtqemud-sock-ro", "/var/run/libvirt/virtqemud-sock-ro"],
    ],
    [
      "qemu+unix:///system?mode=legacy",
      false,
      ["/run/libvirt/libvirt-sock", "/var/run/libvirt/libvirt-sock"],
    ],
    [
      "qemu:///session",
      false,
      ["/run/user/1000/libvirt/virtqemud-sock", "/run/user/1000/libvirt/libvirt-sock"],
    ],
    ["qemu:///system?socket=/tmp/s", true, ["/tmp/s"]],
  ])("%s (read-only: %s)", (text, readOnly, want) => {
    expect(socketPaths(parseUri(text), { readOnly, runtimeFolders: own })).toEqual(want);
  });
});

describe("runtimeFolders", () => {
  test("are the user's own, by the XDG rules", () => {
    expect(
      runtimeFolders({ NODE_ENV: "test", XDG_RUNTIME_DIR: "/r", XDG_CACHE_HOME: "/c" }),
    ).toEqual(["/r", "/c"]);
    expect(runtimeFolders({ NODE_ENV: "test", XDG_CACHE_HOME: "/c" })).toEqual(["/c"]);
  });
});
