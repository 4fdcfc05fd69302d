import { expectAccessible } from "./fixtures/accessibility";
import type { Look } from "./fixtures/look";
import { expect, test } from "./fixtures/test";

const looks: readonly Look[] = [
  { locale: "en", theme: "light" },
  { locale: "zh-CN", theme: "dark" },
];

for (const look of looks) {
  const place = `${look.locale}-${look.theme}`;
  test.describe(place, () => {
    test.use({ look, locale: look.locale, colorScheme: look.theme });

    test("a token made in the page opens the API, and revoked there it opens nothing", async ({
      fleet,
      owner,
      words,
    }) => {
      const name = `ci ${place}`;
      const shot = (what: string) =>
        owner.screenshot({ path: `test-results/pages/tokens-${what}-${place}.png` });
      const ask = (token: string) =>
        fetch(`${fleet.url}/api/v1/machines`, { headers: { authorization: `Bearer ${token}` } });

      await owner.goto("/settings/tokens");
      await owner.getByRole("button", { name: words("tokens.page.make"), exact: true }).click();
      const dialog = owner.getByRole("dialog");
      await dialog.getByLabel(words("tokens.create.name")).fill(name);
      await dialog.getByLabel(words("tokens.create.network")).fill("127.0.0.0/8");
      await shot("form");
      await expectAccessible(owner, "[role=dialog]");
      await dialog
        .getByRole("button", { name: words("tokens.create.submit"), exact: true })
        .click();

      const made = owner.getByRole("alertdialog");
      await expect(made.getByText(words("tokens.made.once"))).toBeVisible();
      const token = (await made.locator("pre").first().textContent()) ?? "";
      await shot("made");
      await expectAccessible(owner, "[role=alertdialog]");

      const answer = await ask(token);
      expect(answer.status).toBe(200);
      expect(JSON.stringify(await answer.json())).toContain("web-01");

      await made.getByRole("button", { name: words("tokens.create.done"), exact: true }).click();
      await owner.reload();
      const row = owner.getByRole("row").filter({ hasText: name });
      await expect(row).toContainText("127.0.0.1");
      await expect(owner.getByText(token)).toHaveCount(0);
      await shot("list");
      await expectAccessible(owner);

      await row.getByRole("button", { name: words("tokens.table.revokeOne", { name }) }).click();
      await owner
        .getByRole("alertdialog")
        .getByRole("button", { name: words("tokens.revoke.confirm", { name }) })
        .click();
      await expect(row).toContainText(words("tokens.table.revoked"));
      expect((await ask(token)).status).toBe(401);
    });
  });
}
