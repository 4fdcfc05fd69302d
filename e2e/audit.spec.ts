import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import Database from "libsql";
import { expectAccessible } from "./fixtures/accessibility";
import type { AppServer } from "./fixtures/app-server";
import { withGuest } from "./fixtures/guests";
import type { Look } from "./fixtures/look";
import { pageOf } from "./fixtures/row-of";
import { test as base, expect } from "./fixtures/test";
import { registerHosts } from "./lab/register";
import { MachinesPage } from "./pages/machines-page";

/** A server of its own: what is bent here must not trouble other tests. */
const test = base.extend<{ own: AppServer }>({
  own: async ({ freshServer, lab }, use) => {
    await registerHosts(lab, (await freshServer.api()).client);
    await use(freshServer);
  },
});

const looks: Look[] = [
  { locale: "en", theme: "light" },
  { locale: "zh-CN", theme: "dark" },
];

/** What an insider with the database in hand would do. */
function bendEvent(server: AppServer, seq: number): void {
  const db = new Database(`${server.dataDir}/flotilla.db`, { timeout: 5_000 });
  db.exec(`DROP TRIGGER "audit_event_no_update"`);
  db.prepare(`UPDATE "audit_event" SET "actorName" = 'nobody' WHERE "seq" = ?`).run(seq);
  db.close();
}

/** `npm run audit`, as somebody on the server's machine runs it. */
async function auditCommand(server: AppServer, ...args: string[]) {
  const command = ["--import", "tsx", "server/audit-command.ts", ...args];
  const env = { ...process.env, NODE_ENV: "production", FLOTILLA_DATA: server.dataDir } as const;
  const child = spawn(process.execPath, command, { env, stdio: ["ignore", "pipe", "inherit"] });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return { code, output };
}

for (const look of looks) {
  test.describe(`${look.locale}-${look.theme}`, () => {
    test.use({ look, locale: look.locale, colorScheme: look.theme });

    test("what is done, refused and changed outside is in the audit; a bent event is found", async ({
      lab,
      own,
      signedIn,
      words,
      guard,
    }) => {
      await using guest = await withGuest(lab, {
        host: "kvm1",
        spec: { name: "accounted-for", kind: "tiny" },
        start: true,
      });
      const page = await signedIn(own, look);
      const picture = (name: string) =>
        page.screenshot({
          path: `test-results/pages/audit-${name}-${look.locale}-${look.theme}.png`,
          animations: "disabled",
        });
      const line = (...texts: string[]) =>
        texts.reduce(
          (rows, hasText) => rows.filter({ hasText }),
          page.getByRole("row").filter({ hasText: guest.name }),
        );

      await test.step("a reason is asked for where the settings say so", async () => {
        await page.goto("/settings/audit");
        await page
          .getByRole("radio", { name: words("audit.settings.reason.policies.destructive") })
          .click();
        await page.getByRole("button", { name: words("audit.settings.save"), exact: true }).click();
        await expect(page.getByText(words("audit.settings.saved"))).toBeVisible();
        await picture("settings");
        await expectAccessible(page);
        const machines = new MachinesPage(page, words);
        await machines.open();
        await machines.choose(guest.name, "forceOff");
        const question = machines.question();
        const verb = words("machines.action.forceOff");
        const label = words("machines.ask.confirmOne", { action: verb, name: guest.name });
        const confirm = question.getByRole("button", { name: label, exact: true });
        await expect(confirm).toHaveAttribute("aria-disabled", "true");
        await picture("reason");
        await question.getByLabel(words("audit.reason.label")).fill("runs wild");
        await confirm.click();
        await machines.expectState(guest.name, "shutOff");
      });

      await test.step("what was done is there with who, why, from where and how it ended", async () => {
        await page.goto("/audit");
        const forceOff = words("operations.kind.machine.forceOff");
        const asked = line(forceOff, "runs wild");
        await expect(asked).toContainText("127.0.0.1");
        await expect(line(forceOff, words("audit.outcome.succeeded"))).toHaveCount(1);
        await asked.getByRole("button").click();
        await expect(page.getByRole("cell", { name: /^virsh / })).toBeVisible();
        await picture("list");
        await expectAccessible(page);
      });

      await test.step("what virsh does comes in live, as somebody else's", async () => {
        await page.goto("/audit?live=true&q=is:outside");
        await expect(line(words("audit.actions.outside.appeared"))).toHaveCount(1);
        const rows = page.getByRole("row").filter({ hasText: guest.name });
        const earlier = await rows.count();
        await lab.host("kvm1").virsh(["start", guest.name]);
        await expect(rows).toHaveCount(earlier + 1);
        const started = rows.first();
        await expect(started).toContainText(words("audit.actions.outside.started"));
        await expect(started).toContainText(words("audit.actors.outside"));
        await lab.host("kvm1").virsh(["desc", guest.name, "--config", "edited by hand"]);
        await expect(line(words("audit.actions.outside.changed"))).toHaveCount(1);
        await page.getByRole("searchbox").fill("actr:ada is:outside");
        await page.getByRole("button", { name: words("audit.filter.apply"), exact: true }).click();
        await expect(
          page.getByText(words("audit.filter.complaint.unknownKey", { key: "actr" })),
        ).toBeVisible();
        await expect(line(words("audit.actions.outside.changed"))).toBeVisible();
      });

      await test.step("the machine's own timeline has both", async () => {
        await page.goto(`${await pageOf(own, guest.uuid)}/activity`);
        const timeline = page.getByRole("list", { name: words("machine.activity.label") });
        await expect(timeline).toContainText(words("operations.kind.machine.forceOff"));
        await expect(timeline).toContainText(words("audit.actions.outside.started"));
        await picture("timeline");
        await expectAccessible(page);
      });

      const verify = async () => {
        await page.goto("/audit?verify=true");
        await page.getByRole("button", { name: words("audit.verify.now"), exact: true }).click();
      };
      await test.step("hosts keep the checkpoints, and all agree", async () => {
        await verify();
        await expect(page.getByText(words("audit.verify.sound"))).toBeVisible();
        // One checkpoint, and those of each full minute that this has taken.
        const agree = [1, 2, 3].map((lines) =>
          page.getByText(words("audit.verify.witness", { host: "kvm1", lines, agreeing: lines }), {
            exact: true,
          }),
        );
        await expect(agree.reduce((any, one) => any.or(one))).toBeVisible();
        await picture("verified");
        await expectAccessible(page);
      });

      await test.step("one changed word in the database is found, and where", async () => {
        bendEvent(own, 3);
        await verify();
        await expect(page.getByText(words("audit.verify.broken", { seq: 3 }))).toBeVisible();
        await expect(
          page.getByText(words("audit.verify.findings.changed", { seq: 3 })),
        ).toBeVisible();
        await picture("bent");
      });

      await test.step("the command says the same without the server", async () => {
        guard.rest();
        await own.kill();
        const { code, output } = await auditCommand(own, "verify", "--hosts");
        expect(output).toContain("✗ changed at 3");
        expect(output).toContain("witness kvm1: ");
        expect(output).not.toMatch(/witness kvm\d: 0 of/);
        expect(code).toBe(1);
      });
    });
  });
}
