import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/accessibility";
import { type Look, looks } from "./fixtures/look";
import { tour } from "./fixtures/page-tour";
import { rowOf } from "./fixtures/row-of";
import { expect, test } from "./fixtures/test";

const nameOf = ({ locale, theme }: Look) => `${locale}-${theme}`;

async function keepPicture(page: Page, name: string, look: Look): Promise<void> {
  await page.screenshot({
    path: `test-results/pages/${name}-${nameOf(look)}.png`,
    animations: "disabled",
  });
}

for (const look of looks) {
  test.describe(nameOf(look), () => {
    test.use({ look, locale: look.locale, colorScheme: look.theme });

    test("every page of the fleet is accessible and speaks one language", async ({
      lab,
      fleet,
      owner,
      words,
      guard,
    }) => {
      test.setTimeout(300_000);
      guard.expect(/status of 404 .*\/no\/such\/page/);
      const uuid = (await lab.host("kvm1").virsh(["domuuid", "web-01"])).trim();
      const row = await rowOf(fleet, uuid);
      const sights = { row, machinePath: `/machines/${row.hostId}/${row.uuid}` };
      for (const { name, show } of tour) {
        await test.step(name, async () => {
          await show(owner, words, sights);
          await keepPicture(owner, name, look);
          await expectAccessible(owner);
          await expect(owner.locator("html")).toHaveAttribute("lang", look.locale);
        });
      }
    });

    test("set-up and sign-in are accessible", async ({ page, freshServer, words }) => {
      await page.context().addCookies([
        { name: "locale", value: look.locale, url: freshServer.url },
        { name: "theme", value: look.theme, url: freshServer.url },
      ]);
      await page.goto(freshServer.url);
      await expect(page.getByRole("heading", { name: words("access.setup.title") })).toBeVisible();
      await keepPicture(page, "setup", look);
      await expectAccessible(page);
      await freshServer.api();
      await page.goto(freshServer.url);
      await expect(page.getByRole("heading", { name: words("access.signIn.title") })).toBeVisible();
      await keepPicture(page, "sign-in", look);
      await expectAccessible(page);
    });
  });
}
