import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { FakeDaemon } from "./fake-daemon";
import { fakeDomains, RUNNING } from "./fake-domains";

const run = promisify(execFile);
let daemon: FakeDaemon | undefined;

afterEach(async () => {
  await daemon?.stop();
});

async function start(): Promise<{ daemon: FakeDaemon; uri: string }> {
  daemon = await FakeDaemon.start({ domains: fakeDomains(4, { statsEach: 8 }) });
  return { daemon, uri: `test+unix:///default?socket=${daemon.socketPath}` };
}

describe("libvirt's own clients take the fake daemon for a daemon", () => {
  it("virsh lists its machines and starts one", async () => {
    const { daemon, uri } = await start();
    const { stdout } = await run("virsh", ["-c", uri, "list", "--all", "--name"]);
    expect(stdout.trim().split("\n").sort()).toEqual(daemon.domains.map(({ name }) => name));
    await run("virsh", ["-c", uri, "start", "machine-0002"]);
    expect(daemon.domains[1]?.state).toBe(RUNNING);
  });

  it("python3-libvirt reads its statistics and its refusals", async () => {
    const { uri } = await start();
    const script = `
import libvirt, sys
libvirt.registerErrorHandler(lambda *_: None, None)
conn = libvirt.open(sys.argv[1])
print(len(conn.getAllDomainStats()[0][1]))
try:
    conn.lookupByName("machine-0001").create()
except libvirt.libvirtError as error:
    print(error.get_error_code(), error.get_error_domain())
`;
    const { stdout } = await run("/usr/bin/python3", ["-c", script, uri]);
    expect(stdout.trim().split("\n")).toEqual(["8", "55 12"]);
  });
});
