import type { Page } from "@playwright/test";
import { type Guest, withGuest } from "./fixtures/guests";
import { pageOf } from "./fixtures/row-of";
import { expect, test } from "./fixtures/test";
import type { Words } from "./fixtures/words";
import type { Lab } from "./lab/lab";
import { MigrateDialog } from "./pages/migrate-dialog";

/** Writes faster than it may move: such a migration goes on until something ends it. */
const endless = { kind: "tiny", memoryMib: 64, dirtyMibPerSecond: 16 } as const;
const slowly = { bandwidthMibps: 2 };

async function historyLine(page: Page, name: string) {
  await page.goto("/migrations");
  return page.getByRole("row").filter({ hasText: name }).first();
}

async function expectMoved(guest: Guest, to: string): Promise<void> {
  await expect.poll(() => guest.home(), "persistent there, undefined at the source").toBe(to);
  await guest.expectExecuting(to);
}

for (const mode of ["peerToPeer", "managed"] as const) {
  test(`${mode}: a machine moves while it runs, is persistent there and gone at its source`, async ({
    lab,
    fleet,
    owner,
    words,
  }) => {
    await using guest = await withGuest(lab, {
      host: "kvm1",
      spec: { name: `moves-${mode.toLowerCase()}`, kind: "tiny", dirtyMibPerSecond: 2 },
      start: true,
    });
    await owner.goto(await pageOf(fleet, guest.uuid));
    const dialog = new MigrateDialog(owner, words);
    await dialog.open();
    await dialog.destination("kvm2");
    await dialog.options({ mode });
    await expect(dialog.line("storage")).toHaveAttribute("data-status", "pass");
    await expect(dialog.line("dataPath")).toHaveAttribute("data-status", "pass");
    await dialog.start("kvm2");
    await dialog.expectOutcome("succeeded", { name: guest.name, from: "kvm1", to: "kvm2" });
    await expectMoved(guest, "kvm2");
    const source = await lab.host("kvm1").virsh(["list", "--all", "--name"]);
    expect(source.split("\n")).not.toContain(guest.name);

    const line = await historyLine(owner, guest.name);
    await expect(line).toContainText(
      words("migrations.table.fromTo", { from: "kvm1", to: "kvm2" }),
    );
    await expect(line).toContainText(words("activity.state.words.succeeded"));
    await expect(line).toContainText(words(`migrations.table.modes.${mode}`));
    await expect(line).toContainText("ada");
    // Duration, bytes and downtime were all measured.
    await expect(line).not.toContainText(words("migrations.table.notMeasured"));
  });
}

test("progress is seen while it moves, and cancelling leaves the machine where it was", async ({
  lab,
  fleet,
  owner,
  words,
}) => {
  await using guest = await withGuest(lab, {
    host: "kvm1",
    spec: { name: "called-back", ...endless },
    start: true,
  });
  await owner.goto(await pageOf(fleet, guest.uuid));
  const dialog = new MigrateDialog(owner, words);
  await dialog.open();
  await dialog.destination("kvm2");
  await dialog.options(slowly);
  await dialog.start("kvm2");
  const bar = dialog.box.getByRole("progressbar");
  await expect(bar).toBeVisible();
  const figures = dialog.box.locator("dl");
  await expect(figures).toContainText(/\d.*MiB/);
  const first = await figures.textContent();
  await expect.poll(() => figures.textContent()).not.toBe(first);
  await dialog.cancelButton().click();
  await dialog.expectOutcome("cancelled", { name: guest.name, from: "kvm1", to: "kvm2" });
  await guest.expectExecuting("kvm1");
  expect(await guest.home()).toBe("kvm1");
  expect(await lab.host("kvm2").virsh(["list", "--all", "--name"])).not.toContain(guest.name);
  const line = await historyLine(owner, guest.name);
  await expect(line).toContainText(words("activity.state.words.cancelled"));
});

test("closing the dialog stops nothing: the task strip goes on and leads back", async ({
  lab,
  fleet,
  owner,
  words,
}) => {
  await using guest = await withGuest(lab, {
    host: "kvm1",
    spec: { name: "left-alone", ...endless },
    start: true,
  });
  await owner.goto(await pageOf(fleet, guest.uuid));
  const dialog = new MigrateDialog(owner, words);
  await dialog.open();
  await dialog.destination("kvm2");
  await dialog.options(slowly);
  await dialog.start("kvm2");
  await owner.getByRole("button", { name: words("migrations.follow.keepRunning") }).click();
  const strip = owner.getByRole("region", { name: words("operations.strip") });
  await expect(strip).toContainText(guest.name);
  await strip.getByRole("button").first().click();
  await owner
    .getByRole("button", { name: words("operations.follow"), exact: true })
    .first()
    .click();
  await dialog.cancelButton().click();
  await dialog.expectOutcome("cancelled", { name: guest.name, from: "kvm1", to: "kvm2" });
});

test("a destination that dies in the middle: the machine runs on, and the history says why", async ({
  lab,
  fleet,
  owner,
  words,
}) => {
  await using guest = await withGuest(lab, {
    host: "kvm1",
    spec: { name: "comes-to-nothing", ...endless },
    start: true,
  });
  await owner.goto(await pageOf(fleet, guest.uuid));
  const dialog = new MigrateDialog(owner, words);
  await dialog.open();
  await dialog.destination("kvm2");
  await dialog.options(slowly);
  await dialog.start("kvm2");
  await expect(dialog.box.locator("dl")).toContainText(/\d.*MiB/);
  await lab.faults.killGuest("kvm2", guest.name);
  await dialog.expectOutcome("failed", { name: guest.name, from: "kvm1", to: "kvm2" });
  await guest.expectExecuting("kvm1");
  expect(await guest.home()).toBe("kvm1");
  const told = words.problem("migrationRolledBack");
  await expect(dialog.box).toContainText(told.title);
  const line = await historyLine(owner, guest.name);
  await expect(line).toContainText(words("activity.state.words.failed"));
  await expect(line).toContainText(told.title);
  await line.getByRole("link").first().click();
  const detail = owner.getByRole("dialog");
  await expect(detail).toContainText(told.fix);
  await expectDetail(detail, words);
});

async function expectDetail(detail: ReturnType<Page["getByRole"]>, words: Words): Promise<void> {
  await detail.getByText(words("common.showDetail")).click();
  await expect(detail.getByRole("region", { name: words("common.detail") })).not.toBeEmpty();
}

test("a destination that has the name already is refused before anything moves", async ({
  lab,
  fleet,
  owner,
  words,
}) => {
  await using guest = await withGuest(lab, {
    host: "kvm1",
    spec: { name: "namesake", kind: "tiny" },
    start: true,
  });
  const path = await pageOf(fleet, guest.uuid);
  await lab.defineGuest("kvm2", { name: guest.name, kind: "tiny", storage: "local" });
  await owner.goto(path);
  const dialog = new MigrateDialog(owner, words);
  await dialog.open();
  await expect(dialog.box.getByRole("radio", { name: /^kvm2\b/ })).toBeDisabled();
  const told = words.problem("migrationNameTaken");
  await expect(dialog.box).toContainText(`${told.title}. ${told.fix}`);
  await expect(dialog.box.getByRole("radio", { name: /^kvm3\b/ })).toBeEnabled();
});

/** Storage pools over the hosts' own disks: copying needs to know where there is room. */
async function withPools(lab: Lab, hosts: readonly string[]): Promise<AsyncDisposable> {
  const each = async (...commands: string[][]) => {
    for (const name of hosts) for (const command of commands) await lab.host(name).virsh(command);
  };
  const at = ["--target", "/var/lib/libvirt/images"];
  await each(["pool-create-as", "images", "dir", ...at]);
  return { [Symbol.asyncDispose]: () => each(["pool-destroy", "images"]) };
}

test("a disk of one host alone is not taken for shared: it is copied along, on demand", async ({
  lab,
  fleet,
  owner,
  words,
}) => {
  await using _pools = await withPools(lab, ["kvm1", "kvm3"]);
  await using guest = await withGuest(lab, {
    host: "kvm1",
    spec: { name: "takes-its-disk", kind: "tiny", storage: "local" },
    start: true,
  });
  await owner.goto(await pageOf(fleet, guest.uuid));
  const dialog = new MigrateDialog(owner, words);
  await dialog.open();
  await dialog.destination("kvm3");
  await expect(dialog.line("storage")).toContainText(words.problem("migrationNotShared").title);
  await expect(dialog.startButton("kvm3")).toBeDisabled();
  await dialog
    .line("storage")
    .getByRole("button", { name: words("migrations.precheck.copyStorage") })
    .click();
  await dialog.start("kvm3");
  await dialog.expectOutcome("succeeded", { name: guest.name, from: "kvm1", to: "kvm3" });
  await expectMoved(guest, "kvm3");
  await expect(dialog.box).toContainText(words("migrations.figures.copied"));
});
