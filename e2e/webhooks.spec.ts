import { createServer } from "node:http";
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

    test("a webhook made in the page says a test message, and its log says so", async ({
      owner,
      words,
    }) => {
      const name = `hook ${place}`;
      const got: string[] = [];
      const receiver = createServer((request, response) => {
        got.push(String(request.headers["x-flotilla-signature"]));
        response.end();
      });
      await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
      const address = receiver.address();
      const port = typeof address === "object" ? address?.port : 0;
      const shot = (what: string) =>
        owner.screenshot({ path: `test-results/pages/webhooks-${what}-${place}.png` });

      await owner.goto("/settings/webhooks");
      await owner.getByRole("button", { name: words("webhooks.page.make"), exact: true }).click();
      const dialog = owner.getByRole("dialog");
      const submit = dialog.getByRole("button", { name: words("webhooks.form.submit") });
      await dialog.getByLabel(words("webhooks.form.name"), { exact: true }).fill(name);
      await dialog
        .getByLabel(words("webhooks.form.url"), { exact: true })
        .fill(`http://127.0.0.1:${port}/hook`);
      await submit.click();
      await expect(dialog.getByRole("alert")).toContainText("127.0.0.1");
      await shot("form");
      await expectAccessible(owner, "[role=dialog]");
      await dialog.getByRole("checkbox", { name: words("webhooks.form.private") }).click();
      await submit.click();

      const made = owner.getByRole("alertdialog");
      await expect(made.getByText(words("webhooks.made.once"))).toBeVisible();
      await shot("made");
      await expectAccessible(owner, "[role=alertdialog]");
      await made.getByRole("button", { name: words("webhooks.made.done"), exact: true }).click();

      await owner.getByRole("button", { name: words("webhooks.table.test", { name }) }).click();
      await expect(owner.getByText(words("webhooks.tested.delivered", { name }))).toBeVisible();
      expect(got).toEqual([expect.stringMatching(/^sha256=[0-9a-f]{64}$/)]);
      const row = owner.getByRole("row").filter({ hasText: name });
      await expect(row).toContainText(words("webhooks.table.state.delivered"));
      await shot("list");
      await expectAccessible(owner);

      await row.getByRole("button", { name: words("webhooks.table.log", { name }) }).click();
      await expect(dialog.getByRole("cell", { name: words("webhooks.event.test") })).toBeVisible();
      await shot("log");
      await expectAccessible(owner, "[role=dialog]");
      await owner.keyboard.press("Escape");

      await row.getByRole("button", { name: words("webhooks.table.remove", { name }) }).click();
      await owner
        .getByRole("alertdialog")
        .getByRole("button", { name: words("webhooks.remove.confirm", { name }) })
        .click();
      await expect(row).toHaveCount(0);
      receiver.close();
    });
  });
}
