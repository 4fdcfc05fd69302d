import { withGuest } from "./fixtures/guests";
import { pageOf } from "./fixtures/row-of";
import { test as base, expect } from "./fixtures/test";
import { defaultPlace, type Lab, raiseLab } from "./lab/lab";
import { registerHosts } from "./lab/register";
import { takeDown } from "./lab/take-down";
import { MigrateDialog } from "./pages/migrate-dialog";

const bindLabName = "e2e-bind";

/** Hosts whose shared directory libvirt does not recognise as shared. */
const test = base.extend<object, { bindLab: Lab }>({
  bindLab: [
    async ({ browserName: _ }, use) => {
      await takeDown(defaultPlace(bindLabName));
      const lab = await raiseLab({ name: bindLabName, hosts: 2, storage: "bind" });
      await use(lab);
      await lab.down();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

test("what libvirt calls unsafe is explained, and goes on only after it was accepted", async ({
  bindLab,
  freshServer,
  signedIn,
  words,
}) => {
  await registerHosts(bindLab, (await freshServer.api()).client);
  await using guest = await withGuest(bindLab, {
    host: "kvm1",
    spec: { name: "at-own-risk", kind: "tiny" },
    start: true,
  });
  const owner = await signedIn(freshServer);
  await owner.goto(await pageOf(freshServer, guest.uuid));
  const dialog = new MigrateDialog(owner, words);
  await dialog.open();
  await dialog.destination("kvm2");
  await expect(dialog.line("storage")).toHaveAttribute("data-status", "unsafe");
  await expect(dialog.line("storage")).toContainText(words.problem("migrationUnsafe").cause);
  await expect(dialog.box).toContainText(words("migrations.unsafe.why"));
  await expect(dialog.startButton("kvm2")).toBeDisabled();
  await dialog.box.getByRole("checkbox", { name: words("migrations.unsafe.accept") }).click();
  await dialog.start("kvm2");
  await dialog.expectOutcome("succeeded", { name: guest.name, from: "kvm1", to: "kvm2" });
  await expect.poll(() => guest.home()).toBe("kvm2");
  await expect(dialog.box).toContainText(words("migrations.figures.unsafeAccepted"));
});
