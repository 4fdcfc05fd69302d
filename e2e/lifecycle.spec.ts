import { withGuest } from "./fixtures/guests";
import { pageOf } from "./fixtures/row-of";
import { test as base, expect } from "./fixtures/test";
import { waitUntil } from "./lab/wait-until";
import { MachinesPage } from "./pages/machines-page";

const test = base.extend<{ machines: MachinesPage }>({
  machines: async ({ owner, words }, use) => use(new MachinesPage(owner, words)),
});

test("start, pause, resume, reset and force off, each from the list", async ({ lab, machines }) => {
  const host = lab.host("kvm2");
  await using guest = await withGuest(lab, {
    host: host.name,
    spec: { name: "from-the-list", kind: "tiny" },
  });
  await machines.open();
  await machines.choose(guest.name, "start");
  await machines.expectState(guest.name, "running");
  await guest.expectExecuting(host.name);
  await machines.choose(guest.name, "pause");
  await machines.expectState(guest.name, "paused");
  expect((await host.virsh(["domstate", guest.name])).trim()).toBe("paused");
  await machines.choose(guest.name, "resume");
  await machines.expectState(guest.name, "running");

  await waitUntil(
    "a counter to fall back from",
    async () => (await lab.readCounter(host.name, guest.name)) > 20,
  );
  const before = await lab.readCounter(host.name, guest.name);
  await machines.choose(guest.name, "reset");
  await machines.confirmOne(guest.name, "reset");
  await waitUntil("a restart", async () => (await lab.readCounter(host.name, guest.name)) < before);

  await machines.choose(guest.name, "forceOff");
  await expect(machines.question()).toContainText(machines.words("machines.ask.impact.forceOff"));
  await machines.confirmOne(guest.name, "forceOff");
  await machines.expectState(guest.name, "shutOff");
});

test("shutting down can be taken back for five seconds; then the guest is asked", async ({
  lab,
  machines,
  words,
}) => {
  const host = lab.host("kvm2");
  await using guest = await withGuest(lab, {
    host: host.name,
    spec: { name: "asked-politely", kind: "tiny" },
    start: true,
  });
  await machines.open();
  await machines.choose(guest.name, "shutdown");
  await machines.page
    .getByRole("button", { name: words("machines.grace.cancel"), exact: true })
    .click();
  await machines.expectState(guest.name, "running");
  await machines.choose(guest.name, "shutdown");
  await machines.expectState(guest.name, "shutOff");
  expect((await host.virsh(["domstate", guest.name])).trim()).toBe("shut off");
});

test("a reboot starts the guest over without switching it off", async ({ lab, machines }) => {
  const host = lab.host("kvm2");
  await using guest = await withGuest(lab, {
    host: host.name,
    spec: { name: "rebooted", kind: "tiny" },
    start: true,
  });
  await machines.open();
  await waitUntil(
    "a counter to fall back from",
    async () => (await lab.readCounter(host.name, guest.name)) > 20,
  );
  const before = await lab.readCounter(host.name, guest.name);
  await machines.choose(guest.name, "reboot");
  await waitUntil("a restart", async () => (await lab.readCounter(host.name, guest.name)) < before);
  await machines.expectState(guest.name, "running");
});

test("what is not possible is off, and says why", async ({ lab, machines, words }) => {
  await using guest = await withGuest(lab, {
    host: "kvm2",
    spec: { name: "is-off", kind: "tiny" },
  });
  await machines.open();
  await machines.openMenu(guest.name);
  const reason = words.problem("machineStateWrong", {
    machine: guest.name,
    state: "shutOff",
  }).cause;
  for (const action of ["pause", "resume", "forceOff", "reboot"] as const) {
    await expect(machines.menuItem(action)).toBeDisabled();
    await expect(machines.menuItem(action)).toContainText(reason);
  }
  await expect(machines.menuItem("start")).toBeEnabled();
});

test("many machines at once: the verb fits the part that can, and names it first", async ({
  lab,
  machines,
  words,
}) => {
  await using one = await withGuest(lab, {
    host: "kvm1",
    spec: { name: "bulk-one", kind: "tiny" },
  });
  await using two = await withGuest(lab, {
    host: "kvm2",
    spec: { name: "bulk-two", kind: "tiny" },
  });
  await using on = await withGuest(lab, {
    host: "kvm2",
    spec: { name: "bulk-on", kind: "tiny" },
    start: true,
  });
  await machines.open("?q=name:bulk*");
  await machines.select(one.name, two.name, on.name);
  await expect(
    machines.page.getByText(words("machines.selected", { count: 3 })).first(),
  ).toBeVisible();
  const start = words("machines.action.start");
  await machines.page
    .getByRole("button", { name: words("machines.partly", { action: start, count: 2, of: 3 }) })
    .click();
  for (const { name } of [one, two]) await machines.expectState(name, "running");

  await machines.select(one.name, two.name);
  await machines.page.getByRole("button", { name: words("machines.more"), exact: true }).click();
  await machines.menuItem("forceOff").click();
  for (const { name } of [one, two]) await expect(machines.question()).toContainText(name);
  const verb = words("machines.action.forceOff");
  await machines
    .question()
    .getByRole("button", { name: words("machines.ask.confirmMany", { action: verb, count: 2 }) })
    .click();
  for (const { name } of [one, two]) await machines.expectState(name, "shutOff");
  await machines.expectState(on.name, "running");
});

test("the machine's own page starts and stops it, and remembers who did", async ({
  lab,
  fleet,
  owner,
  words,
}) => {
  await using guest = await withGuest(lab, {
    host: "kvm2",
    spec: { name: "on-its-page", kind: "tiny" },
  });
  const path = await pageOf(fleet, guest.uuid);
  await owner.goto(path);
  await owner.getByRole("button", { name: words("machines.action.start"), exact: true }).click();
  await expect(owner.getByRole("main")).toContainText(words("machines.state.running"));
  await guest.expectExecuting("kvm2");
  await owner.getByRole("button", { name: words("machine.header.more") }).click();
  await owner.getByRole("menuitem", { name: words("machines.action.forceOff") }).click();
  const verb = words("machines.action.forceOff");
  await owner
    .getByRole("button", {
      name: words("machines.ask.confirmOne", { action: verb, name: guest.name }),
    })
    .click();
  await expect(owner.getByRole("main")).toContainText(words("machines.state.shutOff"));

  await owner.goto(`${path}/activity`);
  for (const kind of ["start", "forceOff"] as const) {
    const line = owner
      .getByRole("listitem")
      .filter({ hasText: words(`operations.kind.machine.${kind}`) });
    await expect(line).toContainText(words("activity.state.words.succeeded"));
    await expect(line).toContainText("ada");
  }
  await owner.goto("/activity");
  await expect(owner.getByRole("row").filter({ hasText: guest.name }).first()).toBeVisible();
});

test("a start that libvirt refuses ends failed, with the host's own words", async ({
  lab,
  fleet,
  machines,
  words,
}) => {
  const host = lab.host("kvm2");
  await using guest = await withGuest(lab, {
    host: host.name,
    spec: { name: "no-disk", kind: "tiny" },
  });
  await host.exec(["rm", "/mnt/kvm/no-disk.qcow2"]);
  await machines.open();
  await machines.choose(guest.name, "start");
  const told = words.problem("diskMissing", { machine: guest.name, host: host.name });
  await machines.page.goto(`${await pageOf(fleet, guest.uuid)}/activity`);
  const line = machines.page
    .getByRole("listitem")
    .filter({ hasText: words("operations.kind.machine.start") });
  await expect(line).toContainText(words("activity.state.words.failed"));
  await line.getByRole("button").first().click();
  await expect(machines.page.getByRole("dialog")).toContainText(told.title);
});
