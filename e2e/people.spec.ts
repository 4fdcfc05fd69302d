import { expectAccessible } from "./fixtures/accessibility";
import type { Look } from "./fixtures/look";
import { expect, test } from "./fixtures/test";

const looks: readonly Look[] = [
  { locale: "en", theme: "light" },
  { locale: "zh-CN", theme: "dark" },
];

for (const look of looks) {
  test.describe(`${look.locale}-${look.theme}`, () => {
    test.use({ look, locale: look.locale, colorScheme: look.theme });

    test("an invitation makes one account; disabled, its browser is out at once", async ({
      fleet,
      owner,
      browser,
      words,
    }) => {
      const name = look.locale === "en" ? "marie" : "wei";
      await owner.goto("/settings/people");
      await owner.getByRole("button", { name: words("people.page.invite"), exact: true }).click();
      const dialog = owner.getByRole("dialog");
      await dialog.getByLabel(words("people.invite.label")).fill(name);
      await dialog.getByRole("combobox", { name: words("people.invite.role") }).click();
      await owner.getByRole("option", { name: words("rights.role.viewer"), exact: true }).click();
      await expectAccessible(owner, "[role=dialog]");
      await dialog.getByRole("button", { name: words("people.invite.submit") }).click();
      const link = (await dialog.locator("pre").innerText()).trim();
      await owner.screenshot({ path: `test-results/pages/invite-link-${look.locale}.png` });
      await dialog.getByRole("button", { name: words("people.invite.done"), exact: true }).click();
      await expect(owner.getByText(name, { exact: true })).toBeVisible();

      const context = await browser.newContext({
        locale: look.locale,
        colorScheme: look.theme,
        reducedMotion: "reduce",
      });
      const theirs = await context.newPage();
      await test.step("the link asks for a name and a password, and lets in", async () => {
        await theirs.goto(link);
        await theirs.getByLabel(words("access.setup.name"), { exact: true }).fill(name);
        await theirs.locator("input[name=password]").fill("a secret of one's own");
        await expectAccessible(theirs);
        await theirs.screenshot({ path: `test-results/pages/invite-join-${look.locale}.png` });
        await theirs.getByRole("button", { name: words("people.join.submit") }).click();
        await expect(theirs.getByRole("link", { name: "web-01", exact: true })).toBeVisible();
      });

      await test.step("it works once", async () => {
        const late = await context.newPage();
        await late.goto(link);
        await expect(late.getByText(words("problems.invitationGone.title"))).toBeVisible();
        await late.close();
      });

      await test.step("disabled, the open page goes to sign-in within two seconds", async () => {
        await owner.reload();
        await owner
          .getByRole("button", { name: words("people.table.more", { name }), exact: true })
          .click();
        await owner.getByRole("menuitem", { name: words("people.table.disable") }).click();
        const confirm = words("people.ask.disable.confirm", { name });
        await owner.getByRole("alertdialog").getByRole("button", { name: confirm }).click();
        await expect(owner.getByRole("row").filter({ hasText: name })).toContainText(
          words("people.table.disabled"),
        );
        await theirs.waitForURL(/\/sign-in/, { timeout: 2_000 });
        await expectAccessible(owner);
        await owner.screenshot({ path: `test-results/pages/people-${look.locale}.png` });
      });

      await test.step("the audit tells the whole story", async () => {
        const { client } = await fleet.api();
        const { items } = await client.audit.list.query({ q: `object:${name}` });
        const actions = items.map(({ action }) => action);
        for (const action of ["person.join", "person.disable"]) expect(actions).toContain(action);
      });
      await context.close();
    });
  });
}
