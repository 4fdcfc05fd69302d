import { type AppServer, startAppServer } from "./fixtures/app-server";
import { filesHolding } from "./fixtures/files-holding";
import { expect, test } from "./fixtures/test";
import { fingerprintOf } from "./lab/register";
import { AddHostsPage } from "./pages/add-hosts-page";

const uriOf = (user: string, address: string) => `qemu+ssh://${user}@${address}/system`;

/** A server with an owner and no host, at its page for adding some. */
const addHosts = test.extend<{ server: AppServer; add: AddHostsPage }>({
  server: async ({ freshServer }, use) => {
    await freshServer.api();
    await use(freshServer);
  },
  add: async ({ server, signedIn, words }, use) => {
    const add = new AddHostsPage(await signedIn(server), words);
    await add.open();
    await use(add);
  },
});

addHosts(
  "a host is added with the key line, once its fingerprint was compared",
  async ({ add, lab, server, words }) => {
    const host = lab.host("kvm1");
    const { installLine } = await (await server.api()).client.hosts.identity.query();
    await expect(add.page.getByText(installLine)).toBeVisible();
    await add.connect(`root@${host.address}`);
    const candidate = add.candidate(uriOf("root", host.address));
    await expect(candidate.step("hostKey")).toHaveAttribute("data-status", "warn");
    await expect(candidate.step("hostKey")).toContainText(
      words.problem("hostKeyUnknown", { host: host.address }).fix,
    );
    await expect(candidate.box).toContainText(await fingerprintOf(host));
    await candidate.trust();
    await expect(candidate.step("signIn")).toContainText(
      words.problem("keyRejected", { host: host.address }).title,
    );
    await host.exec(["sh", "-c", installLine]);
    await candidate.button(words("hosts.install.lineDone")).click();
    await expect(candidate.step("machines")).toHaveAttribute("data-status", "pass");
    const count = Number((await host.virsh(["list", "--all", "--name"])).trim().split("\n").length);
    await candidate.add();
    await expect(candidate.box).toContainText(
      words("hosts.add.addedCounted", { name: host.name, count }),
    );
    await candidate.box.getByRole("link", { name: words("hosts.add.openHost") }).click();
    await expect(add.page.getByRole("heading", { name: host.name, level: 1 })).toBeVisible();
    await expect(add.page.getByText(words("hosts.link.words.online")).first()).toBeVisible();

    await add.open();
    await add.type(host.address);
    await expect(
      add.page.getByText(words.problem("hostKnown", { host: host.name }).title),
    ).toBeVisible();
  },
);

addHosts(
  "a password given once installs the key, and is kept nowhere",
  async ({ add, lab, server, words }) => {
    const host = lab.host("kvm2");
    const [, plain] = host.passwordUsers;
    if (plain === undefined) throw new Error("the lab has a plain user");
    await add.connect(`${plain.user}@${host.address}`);
    const candidate = add.candidate(uriOf(plain.user, host.address));
    await candidate.trust();
    const password = candidate.box.getByLabel(words("hosts.install.password"));
    await password.fill("certainly wrong");
    await candidate.button(words("hosts.install.installIt")).click();
    const refused = words.problem("passwordRejected", { host: host.address });
    await expect(candidate.box.getByRole("alert").filter({ hasText: refused.title })).toContainText(
      refused.fix,
    );
    await password.fill(plain.password);
    await candidate.button(words("hosts.install.installIt")).click();
    await expect(candidate.step("machines")).toHaveAttribute("data-status", "pass");
    await candidate.add("mail-host");
    await expect(candidate.box).toHaveAttribute("data-state", "added");
    expect(await filesHolding(server.dataDir, plain.password)).toEqual([]);
  },
);

addHosts(
  "several addresses go side by side, and one that fails stops no other",
  async ({ add, lab, server, words }) => {
    const hosts = [lab.host("kvm1"), lab.host("kvm3")];
    await lab.addAuthorizedKey(
      (await (await server.api()).client.hosts.identity.query()).publicKey,
    );
    const refusing = `${lab.host("kvm2").address}:2222`;
    await add.connect([...hosts.map(({ address }) => address), refusing].join("\n"));
    const candidates = hosts.map(({ address }) => add.candidate(uriOf("root", address)));
    for (const candidate of candidates) await candidate.trust();
    await add.page.getByRole("button", { name: words("hosts.add.addAll", { count: 2 }) }).click();
    for (const candidate of candidates) {
      await expect(candidate.box).toHaveAttribute("data-state", "added");
    }
    const stopped = add.candidate(`qemu+ssh://root@${refusing}/system`);
    await expect(stopped.step("reach")).toContainText(
      words.problem("hostRefused", { host: lab.host("kvm2").address }).fix,
    );
  },
);

test("libvirt on the server's own machine is offered as the first host, and one click adds it", async ({
  lab,
  signedIn,
  guard,
  words,
}, info) => {
  const host = lab.host("kvm3");
  const server = await startAppServer({ host });
  try {
    const add = new AddHostsPage(await signedIn(server), words);
    await add.open();
    const socket = "/run/libvirt/libvirt-sock";
    await expect(add.page.getByText(words("hosts.add.local.title"))).toBeVisible();
    await expect(add.page.getByText(socket)).toBeVisible();
    await add.page.screenshot({ path: info.outputPath("offered.png") });
    await add.page.getByRole("button", { name: words("hosts.add.local.take") }).click();
    const candidate = add.candidate("qemu:///system");
    await expect(candidate.step("machines")).toHaveAttribute("data-status", "pass");
    await candidate.add("here");
    await add.page.goto("/machines");
    for (const name of ["build-01", "<b>odd-'01\"&"])
      await expect(add.page.getByRole("link", { name, exact: true })).toBeVisible();
    await add.page.goto("/hosts/new");
    await expect(add.page.getByLabel(words("hosts.add.addresses"))).toBeVisible();
    await expect(add.page.getByText(socket)).toBeHidden();
  } finally {
    guard.rest();
    await server.dispose();
  }
});
