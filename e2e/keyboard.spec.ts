import { withGuest } from "./fixtures/guests";
import { expect, test } from "./fixtures/test";
import { MachinesPage } from "./pages/machines-page";
import { MigrateDialog } from "./pages/migrate-dialog";

test("find a machine, start it and migrate it without a mouse", async ({ lab, owner, words }) => {
  await using guest = await withGuest(lab, {
    host: "kvm1",
    spec: { name: "by-keyboard", kind: "tiny" },
  });
  const machines = new MachinesPage(owner, words);
  await owner.goto("/hosts");
  await expect(
    owner.getByRole("heading", { name: words("hosts.list.title"), level: 1 }),
  ).toBeVisible();
  const { keyboard } = owner;
  await keyboard.press("g");
  await keyboard.press("v");
  await expect(owner).toHaveURL(/\/machines/);
  await expect(machines.row(guest.name)).toBeVisible();
  await keyboard.press("/");
  await keyboard.type("name:by-keyboard");
  await keyboard.press("Enter");
  await keyboard.press("Escape");
  await expect(machines.page.getByRole("row").filter({ has: owner.getByRole("link") })).toHaveCount(
    1,
  );
  await keyboard.press("j");
  await keyboard.press("s");
  await machines.expectState(guest.name, "running");
  await keyboard.press("Enter");
  await expect(owner.getByRole("heading", { name: guest.name, level: 1 })).toBeVisible();
  await keyboard.press("m");
  const dialog = new MigrateDialog(owner, words);
  await expect(dialog.box).toBeVisible();
  const destination = dialog.box.getByRole("radio", { name: /^kvm2\b/ });
  await expect(destination).toBeVisible();
  await pressUntil(() =>
    dialog.box
      .getByRole("radio")
      .first()
      .evaluate((e) => e === document.activeElement),
  );
  await keyboard.press("Space");
  await expect(dialog.box.getByRole("radio", { checked: true })).toHaveCount(1);
  const start = dialog.startButton("kvm2");
  await expect(start).toBeEnabled({ timeout: 30_000 });
  await pressUntil(() => start.evaluate((e) => e === document.activeElement));
  await keyboard.press("Enter");
  await dialog.expectOutcome("succeeded", { name: guest.name, from: "kvm1", to: "kvm2" });

  /** Tab until something has the focus; a trap or an unreachable button ends the test. */
  async function pressUntil(isThere: () => Promise<boolean>): Promise<void> {
    for (let presses = 0; presses < 40; presses++) {
      if (await isThere()) return;
      await keyboard.press("Tab");
    }
    throw new Error("the focus did not get there in 40 steps");
  }
});

test("the palette goes to machines and hosts, and acts on one that is picked", async ({
  lab,
  owner,
  words,
}) => {
  await using guest = await withGuest(lab, {
    host: "kvm2",
    spec: { name: "by-palette", kind: "tiny" },
  });
  const machines = new MachinesPage(owner, words);
  await machines.open();
  await expect(machines.row(guest.name)).toBeVisible();
  const search = owner.getByPlaceholder(words("shell.palette.placeholder"));
  await owner.keyboard.press("Control+k");
  await expect(search).toBeFocused();
  const verb = words("machines.action.start");
  await owner.keyboard.type(words("shell.palette.verbPick", { verb }));
  await owner.keyboard.press("Enter");
  await expect(owner.getByPlaceholder(words("shell.palette.placeholderPick"))).toBeVisible();
  await owner.keyboard.type(guest.name);
  await expect(owner.getByRole("option").filter({ hasText: guest.name })).toBeVisible();
  await owner.keyboard.press("Enter");
  await machines.expectState(guest.name, "running");
  await owner.keyboard.press("Control+k");
  await expect(search).toBeFocused();
  await owner.keyboard.type("kvm3");
  await expect(owner.getByRole("option", { name: /\bkvm3\b/ }).first()).toBeVisible();
  await owner.keyboard.press("Enter");
  await expect(owner.getByRole("heading", { name: "kvm3", level: 1 })).toBeVisible();
  await owner.keyboard.press("?");
  await expect(owner.getByRole("dialog")).toContainText(words("shell.shortcut.title"));
});
