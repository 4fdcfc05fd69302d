import type { AppServer } from "./fixtures/app-server";
import { withGuest } from "./fixtures/guests";
import { pageOf } from "./fixtures/row-of";
import { test as base, expect } from "./fixtures/test";
import { registerHosts } from "./lab/register";
import { MigrateDialog } from "./pages/migrate-dialog";

const test = base.extend<{ mortal: AppServer }>({
  mortal: async ({ freshServer, lab, guard }, use) => {
    guard.expectOutage();
    await registerHosts(lab, (await freshServer.api()).client);
    await use(freshServer);
  },
});

const endless = { kind: "tiny", memoryMib: 64, dirtyMibPerSecond: 16 } as const;

test("killed in a peer-to-peer migration: adopted at the next start, and told as it ended", async ({
  lab,
  mortal,
  signedIn,
  words,
}) => {
  await using guest = await withGuest(lab, {
    host: "kvm1",
    spec: { name: "outlives-server", ...endless },
    start: true,
  });
  const owner = await signedIn(mortal);
  await owner.goto(await pageOf(mortal, guest.uuid));
  const dialog = new MigrateDialog(owner, words);
  await dialog.open();
  await dialog.destination("kvm2");
  await dialog.options({ mode: "peerToPeer", bandwidthMibps: 2 });
  await dialog.start("kvm2");
  await expect(dialog.box.locator("dl")).toContainText(/\d.*MiB/);
  await mortal.kill();
  await mortal.start();
  await owner.goto("/migrations");
  const line = owner.getByRole("row").filter({ hasText: guest.name });
  await expect(line).toContainText(words("activity.state.words.indeterminate"));
  // The source goes on by itself: now it may go fast enough to come to an end.
  await lab.host("kvm1").virsh(["migrate-setspeed", guest.name, "1000"]);
  await expect(line).toContainText(words("activity.state.words.succeeded"), { timeout: 60_000 });
  await expect.poll(() => guest.home()).toBe("kvm2");
  await guest.expectExecuting("kvm2");
});

test("killed in a migration it manages itself: libvirt takes it back, and the history says so", async ({
  lab,
  mortal,
  signedIn,
  words,
}) => {
  await using guest = await withGuest(lab, {
    host: "kvm1",
    spec: { name: "left-by-server", ...endless },
    start: true,
  });
  const owner = await signedIn(mortal);
  await owner.goto(await pageOf(mortal, guest.uuid));
  const dialog = new MigrateDialog(owner, words);
  await dialog.open();
  await dialog.destination("kvm2");
  await dialog.options({ mode: "managed", bandwidthMibps: 2 });
  await dialog.start("kvm2");
  await expect(dialog.box.locator("dl")).toContainText(/\d.*MiB/);
  await mortal.kill();
  await mortal.start();
  await owner.goto("/migrations");
  const line = owner.getByRole("row").filter({ hasText: guest.name });
  await expect(line).toContainText(words("activity.state.words.failed"), { timeout: 60_000 });
  await expect(line).toContainText(words.problem("migrationRolledBack").title);
  await guest.expectExecuting("kvm1");
  expect(await guest.home()).toBe("kvm1");
  expect(await lab.host("kvm2").virsh(["list", "--all", "--name"])).not.toContain(guest.name);
});

test("an open page says that the server is away, and is true again when it is back", async ({
  lab,
  mortal,
  signedIn,
  words,
}) => {
  const owner = await signedIn(mortal);
  await owner.goto("/machines");
  await expect(owner.getByRole("row").filter({ hasText: "web-01" })).toBeVisible();
  await mortal.kill();
  const away = words("shell.connection.reconnecting", { time: "" }).split(/\s/)[0] ?? "";
  await expect(owner.getByText(away)).toBeVisible();
  await lab.host("kvm1").virsh(["suspend", "db-01"]);
  await mortal.start();
  await expect(owner.getByRole("row").filter({ hasText: "db-01" })).toContainText(
    words("machines.state.paused"),
    { timeout: 30_000 },
  );
  await lab.host("kvm1").virsh(["resume", "db-01"]);
  await expect(owner.getByRole("row").filter({ hasText: "db-01" })).toContainText(
    words("machines.state.running"),
  );
});
