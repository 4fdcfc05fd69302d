import { readFile } from "node:fs/promises";
import { listenOddly, type OddListener } from "./fixtures/odd-listener";
import { test as base, expect } from "./fixtures/test";
import type { Words } from "./fixtures/words";
import { fingerprintOf } from "./lab/register";
import { AddHostsPage } from "./pages/add-hosts-page";

/** The page for adding hosts, of a fleet that has all hosts of the lab already. */
const test = base.extend<{ add: AddHostsPage }>({
  add: async ({ owner, words }, use) => {
    const add = new AddHostsPage(owner, words);
    await add.open();
    await use(add);
  },
});

type Code = Parameters<Words["problem"]>[0];

const typos: { text: string; code: Code; params?: Record<string, string> }[] = [
  { text: "not an address", code: "uriMalformed" },
  { text: "gopher://kvm9/system", code: "uriSchemeUnknown", params: { scheme: "gopher" } },
  { text: "qemu+ssh://root@kvm9:70000/system", code: "uriPortOutOfRange" },
  {
    text: "qemu+ssh://root@kvm9/system?kefile=x",
    code: "uriParamUnknown",
    params: { param: "kefile" },
  },
  { text: "xen+ssh://root@kvm9/system", code: "uriUnsupported" },
];

test("an address that cannot be meant is told line by line while it is typed", async ({
  add,
  words,
}) => {
  await add.type(typos.map(({ text }) => text).join("\n"));
  for (const { text, code, params } of typos) {
    const { title, fix } = words.problem(code, params);
    const line = add.page.getByRole("listitem").filter({ hasText: text });
    await expect(line).toContainText(title);
    await expect(line).toContainText(fix);
  }
});

test("a name nobody knows stops at the first line", async ({ add, words }) => {
  await add.connect("root@no-such-host.invalid");
  const candidate = add.candidate("qemu+ssh://root@no-such-host.invalid/system");
  const told = words.problem("hostUnresolvable", { host: "no-such-host.invalid" });
  await expect(candidate.step("resolve")).toContainText(told.title);
  await expect(candidate.step("resolve")).toContainText(told.fix);
  await expect(candidate.step("reach")).toHaveAttribute("data-status", "skipped");
});

test("an address where nothing is, says that there is no way to it", async ({
  add,
  lab,
  words,
}) => {
  const nobody = lab.host("kvm1").address.replace(/\d+$/, "77");
  await add.connect(nobody);
  const told = words.problem("hostUnreachable", { host: nobody });
  await expect(add.candidate(`qemu+ssh://root@${nobody}/system`).step("reach")).toContainText(
    told.title,
    { timeout: 20_000 },
  );
});

test("a host whose libvirt does not run says so, and goes on once it does", async ({
  lab,
  freshServer,
  signedIn,
  words,
}) => {
  const host = lab.host("kvm3");
  const { client } = await freshServer.api();
  await lab.addAuthorizedKey((await client.hosts.identity.query()).publicKey);
  const add = new AddHostsPage(await signedIn(freshServer), words);
  await add.open();
  await using fault = await lab.faults.killDaemon(host.name, "libvirtd");
  await add.connect(host.address);
  const candidate = add.candidate(`qemu+ssh://root@${host.address}/system`);
  await candidate.trust();
  const told = words.problem("libvirtMissing", { host: host.address });
  await expect(candidate.step("socket")).toContainText(told.title);
  await expect(candidate.step("socket")).toContainText(told.fix);
  await fault.heal();
  await candidate.button(words("hosts.add.retry")).click();
  await expect(candidate.step("machines")).toHaveAttribute("data-status", "pass");
});

test("a user outside the group libvirt is told how to get in", async ({
  lab,
  freshServer,
  signedIn,
  words,
}) => {
  const host = lab.host("kvm3");
  const { client } = await freshServer.api();
  await lab.addAuthorizedKey((await client.hosts.identity.query()).publicKey);
  const add = new AddHostsPage(await signedIn(freshServer), words);
  await add.open();
  await host.exec(["gpasswd", "-d", "flotilla", "libvirt"]);
  try {
    await add.connect(`flotilla@${host.address}`);
    const candidate = add.candidate(`qemu+ssh://flotilla@${host.address}/system`);
    await candidate.trust();
    const told = words.problem("libvirtDenied", { host: host.address });
    await expect(candidate.step("socket")).toContainText(told.title);
    await expect(candidate.step("socket")).toContainText(told.fix);
  } finally {
    await host.exec(["gpasswd", "-a", "flotilla", "libvirt"]);
  }
});

const hugeLength = Buffer.from([0x40, 0, 0, 0, 0x20, 0, 0x80, 0x86]);
const nonsense = Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 167 + 91) % 256));

const odd: {
  what: string;
  scheme: string;
  answer?: Buffer;
  code: Code;
  step: "socket" | "reach" | "hostKey" | "signIn";
}[] = [
  {
    what: "answers garbage where libvirt should",
    scheme: "tcp",
    answer: nonsense,
    code: "notLibvirt",
    step: "socket",
  },
  {
    what: "announces a message of one gibibyte",
    scheme: "tcp",
    answer: hugeLength,
    code: "notLibvirt",
    step: "socket",
  },
  {
    what: "answers garbage where sshd should",
    scheme: "ssh",
    answer: nonsense,
    code: "notSsh",
    step: "hostKey",
  },
  { what: "accepts and stays silent", scheme: "tcp", code: "hostTimeout", step: "socket" },
  { what: "accepts SSH and stays silent", scheme: "ssh", code: "hostTimeout", step: "hostKey" },
];

for (const { what, scheme, answer, code, step } of odd) {
  test(`a host that ${what} is told as such, in bounded time and memory`, async ({
    add,
    fleet,
    words,
  }) => {
    const listener: OddListener = await listenOddly((socket) => {
      if (answer !== undefined) socket.write(answer);
    });
    const before = await memoryOf(fleet.pid);
    try {
      const user = scheme === "ssh" ? "root@" : "";
      const uri = `qemu+${scheme}://${user}127.0.0.1:${listener.port}/system`;
      await add.connect(uri);
      const told = words.problem(code, { host: "127.0.0.1" });
      const line = add.candidate(uri).step(step);
      await expect(line).toContainText(told.title, { timeout: 25_000 });
      await expect(line).toContainText(told.fix);
      expect((await memoryOf(fleet.pid)) - before).toBeLessThan(128 * 1024);
    } finally {
      await listener.close();
    }
  });
}

/** KiB of memory a process holds. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]);
}

test("a changed host key stops the host until somebody has compared and pinned it", async ({
  lab,
  owner,
  words,
}) => {
  const host = lab.host("kvm3");
  const pinned = await fingerprintOf(host);
  await lab.faults.replaceHostKey(host.name);
  // What is connected stays connected; the key matters to the next connection.
  await lab.powerOff(host.name);
  await lab.powerOn(host.name);
  const shown = await fingerprintOf(host);
  await owner.goto("/hosts");
  await owner.getByRole("link", { name: host.name, exact: true }).click();
  const title = owner.getByRole("heading", { name: words("hosts.repin.title") });
  await expect(title).toBeVisible({ timeout: 60_000 });
  await expect(owner.getByText(pinned)).toBeVisible();
  await expect(owner.getByText(shown)).toBeVisible();
  const confirm = owner.getByRole("button", { name: words("hosts.repin.confirm") });
  await expect(confirm).toBeDisabled();
  await owner.getByRole("checkbox", { name: words("hosts.repin.compared") }).click();
  await confirm.click();
  await expect(title).toBeHidden();
  await expect(owner.getByText(words("hosts.link.words.online")).first()).toBeVisible();
});
