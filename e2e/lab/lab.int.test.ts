import { access } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { defaultPlace, openLab, raiseLab } from "./lab";
import { labUnderTest, virshAt } from "./lab-under-test";
import { findResidue } from "./residue";
import { attempt, run } from "./run";
import { readState } from "./state";
import { takeDown } from "./take-down";

const { lab, name } = labUnderTest("int-lab");

describe("hosts", () => {
  test("are machines of their own, reached over SSH, TCP and TLS", async () => {
    for (const host of lab().hosts) {
      for (const uri of [host.uris.ssh, host.uris.tcp, host.uris.tls]) {
        expect((await virshAt(uri, "hostname")).trim()).toBe(host.name);
      }
      expect(await host.virsh(["capabilities"])).toContain(`<uuid>${host.uuid}</uuid>`);
      await access(host.paths.socket);
    }
    const bootIds = lab().hosts.map((host) =>
      host.exec(["cat", "/proc/sys/kernel/random/boot_id"]),
    );
    expect(new Set(await Promise.all(bootIds)).size).toBe(lab().hosts.length);
  });

  test("let root and a user of group libvirt in with a password", async () => {
    const [host] = lab().hosts;
    for (const { user, password } of host?.passwordUsers ?? []) {
      // ssh asks a program for the password when there is no terminal; echo is given its question,
      // so the program is one that prints the environment.
      const options = ["-o", "PubkeyAuthentication=no", "-o", "NumberOfPasswordPrompts=1"];
      const known = ["-o", `UserKnownHostsFile=${host?.ssh.knownHostsPath}`];
      const target = [`${user}@${host?.address}`, "virsh", "-c", "qemu:///system", "hostname"];
      await host?.exec(["true"]);
      const askpass = "/usr/bin/printenv";
      const env = { ...process.env, SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: "force" };
      const variable = { [`${user}@${host?.address}'s password: `]: password };
      const answer = await run(["ssh", ...options, ...known, ...target], {
        env: { ...env, ...variable },
      });
      expect(answer.trim()).toBe(host?.name);
    }
  });

  test("let in an added key, and refuse what is no key", async () => {
    await expect(lab().addAuthorizedKey("command=x rm")).rejects.toThrow("no public key");
    const directory = (await run(["mktemp", "-d"])).trim();
    const key = `${directory}/key`;
    await run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key]);
    await lab().addAuthorizedKey(await run(["cat", `${key}.pub`]));
    for (const { address, ssh } of lab().hosts) {
      const options = ["-i", key, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes"];
      const known = ["-o", `UserKnownHostsFile=${ssh.knownHostsPath}`];
      await run(["ssh", ...options, ...known, `root@${address}`, "true"]);
      await run(["ssh", ...options, ...known, `flotilla@${address}`, "true"]);
    }
    await run(["rm", "-r", directory]);
  });
});

describe("the end", () => {
  test("down leaves no process, mount, link or file, and the check would see one", async () => {
    const place = defaultPlace(name);
    const state = await readState(place);
    expect((await findResidue(place, state)).join("\n")).toMatch(/process .*\n.*mount on /s);
    await lab().down();
    expect(await findResidue(place, state)).toEqual([]);
    expect((await attempt(["ip", "link", "show", `flab${state?.subnet}`])).code).not.toBe(0);
    await expect(openLab(name)).rejects.toMatchObject({ code: "not-up" });
  });

  test("what a killed `up` left is found and removed by the next `down`", async () => {
    const place = defaultPlace(name);
    const again = await raiseLab({ name, hosts: 1, storage: "bind" });
    await again.host("kvm1").virsh(["list"]);
    await run(["rm", `${place.directory}/state.json`]);
    expect(await findResidue(place)).not.toEqual([]);
    await takeDown(place);
    expect(await findResidue(place)).toEqual([]);
  });
});
